from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "sales_module.projects"
    label = "projects"
