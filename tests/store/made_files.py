"""Registry files as different hands write them: comments, blank lines, quotes, indentations, brackets, line ends; all of them load."""

import json
import random
import re

TEXTS = [
    *("Rahmon", "Rakhmon", "Emomali Rahmon", "CSTO", "Russia's army", "Taliban (group)", "A. B. Smith-Jones", "201st Base", "no 5"),
    *("Рахмон", "Раҳмон Эмомалӣ", "ОДКБ", "امام علی", "الإمام علي", "طالبان", "中国", "ナゴルノ・カラバフ", "한국", "😀 Corps"),
    *("Ḥizb \u200fal-Taḥrīr", "é", "e\u0301", "NO", "on", "007", "12:30", "2024-01-01", "null", "~", "1e3", "yes", "0x1F", "=", "<<"),
    *("a: b", "x # y", "- dash", "-dash", "? q", "?", ":colon", "colon:", "a, b", "[list]", "{e0} army", '"{e1}" is it', "it's"),
    *('say "hi"', "'quoted'", "*star", "&amp", "!bang", "|pipe", ">gt", "%pc", "@at", "`tick", "#hash", "back\\slash", "C:\\dir"),
    *("---", "...", "--- x", "a,b", "http://x.y/z?q=1#f", "a:b", "x [y] {z", "end}", "tab\\t"),
]
"""What YAML reads otherwise, what it cannot begin with, and other scripts. Braces without a slot are refused by `check`, not here."""
FIELDS = ["kind: former", "lang: ru", "since: 1999", "until: 2007-03-20", "weak: true", 'note: it\'s "so"', "'source': \"a, b\""]
COMMENTS = ["# a comment", "#", '# it\'s "odd": {[', "#: no key", "# Кириллица", "#     - {text: Rahmon}"]


def made(rng: random.Random) -> str:
    """A file."""
    return Maker(rng).file()


class Maker:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.depth = rng.choice([2, 2, 2, 1, 4])
        self.step = rng.choice([2, 2, 2, 1, 4])
        self.rows_at = rng.choice([2, 2, 0, 1, 4])
        self.gap = " " * rng.choice([1, 1, 1, 3])
        self.spaced = rng.random() < 0.5
        self.lines: list[str] = []

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def file(self) -> str:
        rng, count = self.rng, self.rng.randint(1, 5)
        self.comment(0, 0.5)
        self.lines.append("version: 1" + self.behind())
        if self.chance(0.4):
            self.lines.append("")
        redirects = ["redirects:", "  old-one: e0", "  old-two:   old-one # twice"] if self.chance(0.3) else []
        first = self.chance(0.3)
        if first:
            self.lines += redirects
        self.lines.append("entities:" + self.behind())
        for number in range(count):
            if self.spaced:
                self.lines.append("")
            self.comment(self.depth, 0.3)
            self.entity(f"e{number}", count)
        if not first:
            self.lines += redirects
        self.comment(0, 0.2)
        newline = rng.choice(["\n", "\n", "\n", "\r\n"])
        text = newline.join(self.lines) + (newline if self.chance(0.8) else "")
        return ("\ufeff" if self.chance(0.05) else "") + text

    def comment(self, depth: int, share: float) -> None:
        while self.chance(share):
            self.lines.append(self.rng.choice(["", " " * depth, " "]) + self.rng.choice(COMMENTS))
            share /= 2

    def behind(self) -> str:
        return self.rng.choice(["", "", "", " ", "   # behind", " # it's"])

    def spelt(self, text: str, *, flow: bool) -> str:
        plain = re.fullmatch(r"[A-Za-zÀ-ӿ0-9][\w '.()-]*", text) and text.casefold() not in {"null"}
        ways = [json.dumps(text, ensure_ascii=False), "'" + text.replace("'", "''") + "'"] + ([text] * 4 if plain else [])
        return self.rng.choice(ways)

    def row(self, text: str, *, flow: bool, kind: str) -> str:
        if kind == "never":
            return f"{{text: {self.spelt(text, flow=True)}, because: {self.spelt(self.rng.choice(TEXTS), flow=True)}}}"
        if self.chance(0.5):
            return self.spelt(text, flow=flow)
        fields = [f"text: {self.spelt(text, flow=True)}"]
        for field in FIELDS:
            if self.chance(0.25):
                fields.append(field)
        if self.chance(0.2):
            self.rng.shuffle(fields)
        if not flow and self.chance(0.15):
            return "\x00".join(fields)  # a line a field
        pad = self.rng.choice(["", "", " "])
        return f"{{{pad}{', '.join(fields)}{self.rng.choice(['', '', ','])}{pad}}}"

    def entity(self, id: str, count: int) -> None:
        rng = self.rng
        texts = rng.sample(TEXTS, rng.randint(1, 9))
        name, cut = texts.pop(), rng.randint(0, len(texts))
        aliases, nevers = (
            texts[:cut],
            [text for text in texts[cut:] if text.casefold() not in {alias.casefold() for alias in texts[:cut]}][:3],
        )
        kind = rng.choice(["person", "group"])
        if self.chance(0.15):
            fields = [f"name: {self.spelt(name, flow=True)}", f"type: {kind}"]
            if aliases:
                fields.append(f"aliases: [{', '.join(self.row(text, flow=True, kind='alias') for text in aliases)}]")
            if nevers:
                fields.append(f"never: [{', '.join(self.row(text, flow=True, kind='never') for text in nevers)}]")
            rng.shuffle(fields)
            if self.chance(0.2):
                pads = " " * (self.depth + rng.choice([0, 2]))
                inner = ",\n".join(pads + field for field in fields).split("\n")
                self.lines += [" " * self.depth + f"{id}: {{", *inner, " " * self.depth + "}"]
            else:
                self.lines.append(" " * self.depth + f"{id}: {{{', '.join(fields)}}}" + self.behind())
            return
        self.lines.append(" " * self.depth + rng.choice([id, id, id, f'"{id}"', f"'{id}'"]) + ":" + self.behind())
        margin = self.depth + self.step
        blocks: list[list[str]] = [[f"name: {self.spelt(name, flow=False)}{self.behind()}"], [f"type: {kind}{self.behind()}"]]
        if self.chance(0.3):
            blocks.append([f"country: e{rng.randrange(count)}"] if rng.randrange(2) else [f"located_in: [e{rng.randrange(count)}]"])
        if self.chance(0.4):
            deep = " " * rng.choice([1, 3])
            blocks.append(rng.choice([
                ["note: >-", deep + "it's {a", deep + f"  {id}: \"[", "", deep + "end"],
                ["note: |", deep + "- {text: x}", deep + "# no comment"],
                ["note: plain", deep + "and it's more"],
                ['note: "quoted', " " * (rng.choice([1, 3])) + "e9: x", deep + 'e0: {end"'],
                ["note: 'it''s'" + self.behind()],
            ]))  # fmt: skip
        for field, rows in (("aliases", aliases), ("never", nevers)):
            if rows:
                blocks.append(self.rows(field, rows))
        if self.chance(0.4):
            rng.shuffle(blocks)
        for block in blocks:
            self.lines += [(" " * margin + line) if line else "" for line in block]
            self.comment(margin, 0.15)

    def rows(self, field: str, texts: list[str]) -> list[str]:
        rng, kind = self.rng, "never" if field == "never" else "alias"
        way = rng.random()
        if way < 0.2:
            return [f"{field}: [{rng.choice(['', ' '])}{', '.join(self.row(t, flow=True, kind=kind) for t in texts)}]{self.behind()}"]
        if way < 0.35:
            lines = [f"{field}: ["]
            for number, text in enumerate(texts):
                comma = "," if number < len(texts) - 1 or rng.randrange(2) else ""
                lines.append("  " + self.row(text, flow=True, kind=kind) + comma + rng.choice(["", "", "  # it's"]))
            return [*lines, rng.choice(["]", "  ]"])]
        lines = [f"{field}:" + self.behind()]
        for text in texts:
            if self.chance(0.15):
                lines.append(rng.choice(["", "  # a group:", "# it's"]))
            fields = self.row(text, flow=False, kind=kind).split("\x00")
            dash = " " * self.rows_at + "-" + self.gap
            lines += [dash + fields[0] + self.behind(), *(" " * len(dash) + field for field in fields[1:])]
        return lines
