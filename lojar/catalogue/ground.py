"""What every service stands on: the kinds of papers, the fields, the norms, the forms, the sources."""

from collections.abc import Mapping
from dataclasses import dataclass

from .lines import Lined
from .shapes import Document, FieldGroup, Form, Promise, Source


@dataclass(frozen=True, slots=True)
class Ground:
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]
    forms: Mapping[str, Form]
    norms: Mapping[str, Promise]  # those that carry an amount
    fields: Mapping[str, Lined]  # definitions, not yet read: a service may change some keys
    groups: Mapping[str, FieldGroup]
    bundles: Mapping[str, tuple[str, ...]]  # one name of the law's forms -> its single fields
    relations: Mapping[str, Lined]  # who may report: a service picks from these
    before: tuple[str, ...]  # fields of every service, asked first
    after: tuple[str, ...]  # and last
    receive: Mapping[str, Lined]  # "pdf+card" -> the ways to choose from, and how to ask
    services: frozenset[str]  # every code, so that one service may lead to another
