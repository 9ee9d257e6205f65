from django.utils.translation import gettext_lazy as _

from portal.activity.registry import ActivityKind
from portal.core.links import link
from sales_module.catalogue.models import Product

KINDS = (
    ActivityKind(
        name="catalogue.product_saved",
        subject="catalogue.product",
        sentence=_("%(actor)s saved the product %(subject)s"),
        load=lambda pk: Product.objects.filter(pk=pk).first(),
        url=lambda product: link("catalogue:product", product.pk),
        subject_text=lambda product: product.part_code,
    ),
)
