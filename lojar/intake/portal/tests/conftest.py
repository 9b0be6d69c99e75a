import pytest


@pytest.fixture
def office(db):
    from tests import cast

    return cast.an_office()


@pytest.fixture(autouse=True)
def media_of_this_test(settings, tmp_path):
    settings.LOJAR_MEDIA_URL = f"file://{tmp_path / 'media'}"


@pytest.fixture(autouse=True)
def no_tries_yet():
    from django.core.cache import cache

    cache.clear()
