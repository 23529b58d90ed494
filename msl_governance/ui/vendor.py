"""Refreshes the vendored assets. Run by a developer, never by the application.

    npm install --prefix /tmp/assets bootstrap@5.3.9 htmx.org@2.0.11 \\
        @fontsource-variable/inter@5.3.0 @tabler/icons@3.51.0
    python -m msl_governance.ui.vendor /tmp/assets/node_modules

What it changes on the way, and why:

- ``data:`` images of a stylesheet become files, so that ``img-src 'self'`` is enough for the content security policy;
- source-map comments go, since ManifestStaticFilesStorage looks for the file they name and fails;
- the icons named in ``icons.txt`` become one sprite file.

``manifest.json`` records name, version, licence, file, bytes and SHA-256 of each file; a test recomputes them.
"""

import base64
import hashlib
import json
import re
import shutil
import sys
import urllib.parse
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE / "static" / "ui" / "vendor"
ICON_NAMES = HERE / "icons.txt"

PINNED = {
    "bootstrap": "5.3.9",
    "htmx.org": "2.0.11",
    "@fontsource-variable/inter": "5.3.0",
    "@tabler/icons": "3.51.0",
}
FILES = {
    "bootstrap": ["dist/css/bootstrap.min.css"],
    "htmx.org": ["dist/htmx.min.js"],
    "@fontsource-variable/inter": [
        "files/inter-latin-wght-normal.woff2",
        "files/inter-latin-ext-wght-normal.woff2",
    ],
}
DATA_URL = re.compile(r"""url\((["']?)(data:.*?)\1\)""")


def folder_of(package: str) -> str:
    """Name of the folder in ``static/ui/vendor/`` that holds the package: ``htmx.org`` -> ``htmx``."""
    return package.rsplit("/", maxsplit=1)[-1].split(".", maxsplit=1)[0]


def decode(url: str) -> bytes:
    """Bytes of a ``data:`` URL (RFC 2397), in base64 or percent-encoded."""
    head, body = url.split(",", 1)
    return base64.b64decode(body) if ";base64" in head else urllib.parse.unquote(body).encode()


def extract_images(css: str) -> tuple[str, dict[str, bytes]]:
    """Moves the ``data:`` images of a stylesheet out. Returns the new text and the images by relative file name."""
    names: dict[str, str] = {}
    images: dict[str, bytes] = {}

    def move(match: re.Match) -> str:
        url = match.group(2)
        if url not in names:
            names[url] = f"img/{len(names) + 1:02d}.svg"
            images[names[url]] = decode(url)
        return f"url({names[url]})"

    return DATA_URL.sub(move, css), images


def cleaned(name: str, data: bytes) -> dict[str, bytes]:
    """The files that one source file becomes, by name relative to its folder."""
    if name.endswith(".css"):
        text, images = extract_images(data.decode())
        return {name: re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text).encode(), **images}
    if name.endswith(".js"):
        return {name: re.sub(rb"//# sourceMappingURL=.*", b"", data)}
    return {name: data}


def sprite(icons: Path, names: list[str]) -> bytes:
    """One SVG file with a ``<symbol id="i-NAME">`` for each icon. A name that the package lacks raises FileNotFoundError."""
    symbols = []
    for name in sorted(set(names)):
        source = (icons / f"{name}.svg").read_text()
        inner = source[source.index(">", source.index("<svg")) + 1 : source.rindex("</svg>")]
        inner = re.sub(r"\s*\n\s*", "", re.sub(r'<path stroke="none"[^>]*/>', "", inner))
        symbols.append(f'<symbol id="i-{name}" viewBox="0 0 24 24">{inner}</symbol>')
    return ('<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "</svg>\n").encode()


def package_meta(modules: Path, package: str) -> dict:
    """``package.json`` of an installed package. Any other version than the pinned one raises SystemExit."""
    meta = json.loads((modules / package / "package.json").read_text())
    if meta["version"] != PINNED[package]:
        raise SystemExit(f"{package} is {meta['version']}, pinned is {PINNED[package]}. Change PINNED first.")
    return meta


def collect(modules: Path) -> list[tuple[dict, str, bytes]]:
    """All files to write: (package.json, path under vendor/, bytes)."""
    found = []
    for package, sources in FILES.items():
        meta = package_meta(modules, package)
        for source in sources:
            data = (modules / package / source).read_bytes()
            for name, body in cleaned(Path(source).name, data).items():
                found.append((meta, f"{folder_of(package)}/{name}", body))
    icons = sprite(modules / "@tabler/icons/icons/outline", ICON_NAMES.read_text().split())
    found.append((package_meta(modules, "@tabler/icons"), "icons.svg", icons))
    return found


def entry(meta: dict, path: str, body: bytes) -> dict:
    """One row of the manifest. ``bytes`` is the size, ``sha256`` the digest in hex."""
    return {
        "name": meta["name"],
        "version": meta["version"],
        "licence": meta["license"],
        "file": path,
        "bytes": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
    }


def licence_texts(modules: Path) -> str:
    """The licence texts of all vendored packages, each under its name, as their licences ask."""
    parts = []
    for package, version in PINNED.items():
        text = next(p for p in sorted((modules / package).iterdir()) if p.name.upper().startswith("LICEN"))
        parts.append(f"{package} {version}\n{'=' * 40}\n{text.read_text().strip()}\n")
    return "\n\n".join(parts)


def main(modules: Path) -> None:
    """Replaces ``static/ui/vendor/`` by what ``modules`` (a node_modules folder) holds."""
    files, licences = collect(modules), licence_texts(modules)
    shutil.rmtree(OUT, ignore_errors=True)
    for _meta, path, body in files:
        target = OUT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    (OUT / "licences.txt").write_text(licences)
    rows = [entry(*item) for item in files]
    (OUT / "manifest.json").write_text(json.dumps(rows, indent=1) + "\n")
    print(f"{len(rows)} files, {sum(row['bytes'] for row in rows) / 1024:.0f} KiB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Usage: python -m msl_governance.ui.vendor NODE_MODULES")
    main(Path(sys.argv[1]))
