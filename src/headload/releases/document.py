"""A page of HTML that needs nothing else: no script, no picture, no other file."""

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2a30; --soft: #56626a; --teal: #0e5a5e;
  --rule: #d5d9db; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecee; --soft: #a9b4ba;
  --teal: #7fc4c8; --rule: #3a454b; --paper: #151c20; } }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: var(--ink);
  background: var(--paper); font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; color: var(--teal); }
h3 { margin-bottom: 0; font-size: 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { padding: .35rem .5rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
dt { color: var(--soft); font-size: .9rem; }
dd { margin: 0 0 .6rem; }
code { font-size: .9rem; }
@media (min-width: 40rem) { dl { display: grid; gap: .4rem 1rem;
  grid-template-columns: 12rem 1fr; } dd { margin: 0; } }
@media print { body { max-width: none; } a { color: inherit; } }
"""


def document(language: str, title: str, body: str) -> bytes:
    """Return a page in `language`; `title` and `body` are HTML already."""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()
