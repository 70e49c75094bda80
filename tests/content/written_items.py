"""Two sound items for the small pack, for tests to spoil."""

from __future__ import annotations

from tests.content.written_pack import WrittenPack

CHART_ITEMS = "items/clinical-operations/chart-structure.toml"
MEDICATION_ITEMS = "items/clinical-operations/medications.toml"

SOUND_ITEMS = {
    CHART_ITEMS: """
[[item]]
id = "co-forgotten-injection"
topic = "chart-structure"
cognitive = "application"
stem = "A nurse forgot to chart a morning injection. How does she enter it in the afternoon?"
source = "42-cfr-482.24"
expected = 0.72
teaches = ["co-late-entry", "co-addendum"]
enemies = ["co-list-owner"]
[[item.options]]
id = "a"
text = "As a late entry that shows both times"
key = true
why = "Both times stay readable."
[[item.options]]
id = "b"
text = "Under the hour when it was given"
why = "Back-dating hides when it was written."
[[item.options]]
id = "c"
text = "In the margin of the signed order"
why = "The order says what was asked for."
[[item.options]]
id = "d"
text = "In tomorrow's note for the patient"
why = "Nobody looks for a dose there."
""",
    MEDICATION_ITEMS: """
[[item]]
id = "co-list-owner"
topic = "medications"
cognitive = "analysis"
stem = "Three lists disagree at discharge. Which one has most active drugs?"
exhibit = '''
Lists at discharge

| List | Active | Stopped |
|---|---:|---:|
| Home | 7 | 1 |
| Ward | 9 | 2 |
| Pharmacy | 4 | 5 |
'''
computed = "list[active == max(active)]"
fixed_order = true
source = "42-cfr-482.24"
expected = 0.6
teaches = ["co-reconciliation"]
tags = ["lists"]
[[item.options]]
id = "a"
text = "Home"
why = "It has 7."
[[item.options]]
id = "b"
text = "Ward"
key = true
why = "It has 9."
[[item.options]]
id = "c"
text = "Pharmacy"
why = "It has 9 when stopped ones are counted in."
[[item.options]]
id = "d"
text = "Home and pharmacy are equal"
why = "They are if the stopped ones go to the wrong list."
""",
}


class WrittenItems(WrittenPack):
    """The pack 'small' with two items in domain 2, one for each of its topics."""

    def with_items(self) -> WrittenItems:
        """Add them."""
        self.replace("pack.toml", "core = [0, 1, 0, 0, 0]", "core = [0, 1, 0, 0, 0]\nitems = [0, 2, 0, 0, 0]")
        for file, text in SOUND_ITEMS.items():
            self.write(file, text)
        return self
