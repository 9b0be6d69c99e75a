"""`lojar words`: what people write and what is made of it, and what is said to them."""

from pathlib import Path

import click


@click.group()
def words() -> None:
    """What people write, and what the program makes of it."""


@words.command("learn")
def learn_words() -> None:
    """Make the model anew from the sentences of lojar/intake/words. Takes some minutes of one core."""
    from lojar.intake.measuring import learn

    click.echo(learn())


@words.command("test")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--wrong", is_flag=True, help="name every message that was not understood")
def test_words(file: Path | None, wrong: bool) -> None:
    """How much of FILE is understood: a CSV with text and intent, or YAML of intents. Without it, what was held out."""
    from lojar.intake.measuring import told

    for line in told(file, wrong=wrong):
        click.echo(line)


@words.command("texts")
@click.option("--language", type=click.Choice(["id", "en"]), help="one language only")
def list_texts(language: str | None) -> None:
    """Every text said to citizens: letters, sentences, words in the longest sentence, longest word. Tabs between."""
    from lojar.cli.every_text import HEADING, every_text

    click.echo(HEADING)
    for told in every_text():
        if language in (None, told.language):
            click.echo(str(told))
