"""Mock exams from the pack that comes with the program, without a learner: for looking at how they are assembled."""

from __future__ import annotations

from cehrs_desktop.activities.content_packs import shipped_pack
from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.content.fingerprint import item_versions
from cehrs_desktop.content.pack_reader import read_pack
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.exam.bank import bank
from cehrs_desktop.rules.exam.form import Form
from cehrs_desktop.rules.exam.sealing import consecutive


def mocks_in_a_row(*, seed: int, count: int) -> list[Form]:
    """So many mocks as a learner who has done nothing else would get them.

    Raises UserError when the pack is broken, or has too few items, naming domain and shortfall.
    """
    pack = read_pack(shipped_pack())
    versions = {version.item.id: version.content_hash for version in item_versions(pack)}
    blueprint = read_blueprint(resources_dir() / "blueprint.toml")
    return consecutive(bank(pack.items, pack.topics, versions), blueprint, pack_id=pack.id, seed=seed, count=count)
