"""A row may know what came before it on its way, never what comes after."""

from django.apps import apps

from .the_map import layer_depths


def test_foreign_keys_point_upstream():
    depth = layer_depths()
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in depth
        for field in model._meta.get_fields()
        if _is_ours(field)
        if (target := field.related_model._meta.app_label) in depth
        and target != model._meta.app_label
        and depth[target] >= depth[model._meta.app_label]
    ]
    assert wrong == []


def test_the_test_sees_the_models_it_speaks_of():
    apps_with_models = {model._meta.app_label for model in apps.get_models()}
    stages = {"offices", "catalogue", "channels", "evidence", "applications", "visits", "handover"}
    assert stages <= apps_with_models & set(layer_depths())


def _is_ours(field):
    """Declared on the model itself; the other ends are only the same arrows read backwards."""
    return field.many_to_one or ((field.one_to_one or field.many_to_many) and field.concrete)
