"""The room of a real office, drawn in a browser by mouse and by keys, and kept as it was drawn."""

import json

import pytest
from playwright.sync_api import Page

from lojar.notifications.qr_pass import qr_png
from lojar.visits.actions.rooms import draw_room
from lojar.visits.models import Room
from lojar.visits.rules.room_plan import RoomPlan, plan_from_json
from tests import cast

from .test_desk_accessibility import _leave_no_jobs, address, browser, entered

__all__ = ["_leave_no_jobs", "address"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def drag(page: Page, chair: str, across: int, down: int) -> None:
    box = page.locator(f".seat[data-name={chair}]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + across, box["y"] + down, steps=5)
    page.mouse.up()


def test_chairs_doors_and_walls_are_drawn_by_mouse_and_keys(address: str) -> None:
    room = draw_room(cast.an_office(), "Teras depan", RoomPlan())
    with browser() as started:
        page = entered(started, address, cast.hadi())
        page.goto(f"{address}/desk/ruang/{room.pk}/")
        plan_of_floor = {"name": "denah.png", "mimeType": "image/png", "buffer": qr_png("denah")}
        page.set_input_files("#backdrop", plan_of_floor)
        page.wait_for_selector("svg.room image")
        page.click("[data-add=door]")
        page.keyboard.press("Shift+ArrowUp")
        page.keyboard.press("+")
        page.click("[data-add=wall]")
        page.keyboard.press("r")
        page.click("[data-add=chair]")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("w")
        page.locator(".seat[data-name=B1]").focus()
        page.keyboard.press("Delete")
        drag(page, "A8", 80, 120)
        drawn = json.loads(page.input_value("#r-drawn"))
        page.click("text=Simpan denah")
        page.wait_for_selector("text=Denah disimpan.")
        again = json.loads(page.input_value("#r-drawn"))
    plan = plan_from_json(Room.objects.get(pk=room.pk).plan)
    assert again == drawn == plan.drawn
    assert plan.gone == {"B1"}
    assert plan.wheelchair == {"T1"}
    assert len(plan.doors) == len(plan.walls) == 1
    assert {name for name, _, _ in plan.placed} == {"T1", "A8"}
