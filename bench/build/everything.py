"""The whole of one data set."""

from bench.build.people import build_catalogue, build_people
from bench.build.plans import build_accounts, build_plans, build_sign_ins
from bench.build.projects import build_projects
from bench.build.shape import Shape
from bench.build.trail import build_notices
from bench.build.world import World, midnight
from bench.build.writer import Writer


def build(shape: Shape) -> World:
    """Everything of one data set, in an empty and migrated database."""
    world = World(shape=shape, writer=Writer(), now=midnight())
    build_people(world)
    products = build_catalogue(world)
    build_accounts(world)
    build_plans(world)
    news = build_projects(world, products)
    build_notices(world, news)
    build_sign_ins(world)
    names = {"buyer": world.buyer, "seller": world.seller, "manager": world.manager}
    world.measured["people"] = {name: someone.email for name, someone in names.items()}
    return world
