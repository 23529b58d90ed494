"""The vendored files are the ones recorded, need no other host, and survive hashed file names."""

import hashlib
import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from msl_governance.ui import vendor
from msl_governance.ui.templatetags.ui import icon_names

STATIC = vendor.HERE / "static" / "ui"
MANIFEST = json.loads((vendor.OUT / "manifest.json").read_text())
TEMPLATES = [
    *(vendor.HERE.parents[1] / "templates").rglob("*.html"),
    *vendor.HERE.parents[1].glob("*/**/templates/**/*.html"),
]


@pytest.mark.parametrize("row", MANIFEST, ids=[row["file"] for row in MANIFEST])
def test_a_vendored_file_is_the_one_recorded(row):
    body = (vendor.OUT / row["file"]).read_bytes()
    assert (len(body), hashlib.sha256(body).hexdigest()) == (row["bytes"], row["sha256"])
    assert vendor.PINNED[row["name"]] == row["version"]
    assert row["licence"]


def test_no_vendored_file_is_unrecorded():
    found = {str(path.relative_to(vendor.OUT)) for path in vendor.OUT.rglob("*") if path.is_file()}
    assert found - {row["file"] for row in MANIFEST} == {"manifest.json", "licences.txt"}


def test_each_licence_text_is_kept():
    text = (vendor.OUT / "licences.txt").read_text()
    assert [name for name in vendor.PINNED if name not in text] == []
    assert "MIT" in text
    assert "SIL OPEN FONT LICENSE" in text.upper()


def test_no_stylesheet_asks_another_host_or_holds_an_image():
    for sheet in STATIC.rglob("*.css"):
        urls = re.findall(r"url\(([^)]*)\)", sheet.read_text())
        assert [url for url in urls if re.match(r"[\"']?(data:|https?:|//)", url)] == [], sheet.name


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = {}
    for template in TEMPLATES:
        text = template.read_text()
        for name in re.findall(r"{% (?:icon|sprite) ['\"]([a-z0-9-]+)['\"]", text):
            named.setdefault(name, template.name)
        for name in re.findall(r"<c-(?:pill|note|empty)\b[^>]*\bicon=\"([a-z0-9-]+)\"", text):
            named.setdefault(name, template.name)
    assert len(named) > 20
    assert {name: where for name, where in named.items() if name not in icon_names()} == {}


def test_the_sprite_holds_the_listed_icons():
    assert icon_names() == set(vendor.ICON_NAMES.read_text().split())


def test_data_images_become_files():
    drawn = 'x:url("data:image/svg+xml,%3csvg/%3e")'
    css = f"a{{{drawn}}}b{{x:url(data:image/png;base64,QUI=)}}c{{{drawn}}}"
    text, images = vendor.extract_images(css)
    assert text == "a{x:url(img/01.svg)}b{x:url(img/02.svg)}c{x:url(img/01.svg)}"
    assert images == {"img/01.svg": b"<svg/>", "img/02.svg": b"AB"}


def test_source_maps_go():
    assert vendor.cleaned("a.js", b"x\n//# sourceMappingURL=a.js.map") == {"a.js": b"x\n"}
    assert vendor.cleaned("a.css", b"x/*# sourceMappingURL=a.css.map */") == {"a.css": b"x"}


def node_modules(folder, version="5.3.9"):
    """A small stand-in for node_modules."""
    for package, files in {**vendor.FILES, "@tabler/icons": []}.items():
        pinned = version if package == "bootstrap" else vendor.PINNED[package]
        meta = {"name": package, "version": pinned, "license": "MIT"}
        (folder / package).mkdir(parents=True)
        (folder / package / "package.json").write_text(json.dumps(meta))
        (folder / package / "LICENSE").write_text(f"Licence of {package}")
        for name in files:
            (folder / package / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / package / name).write_bytes(b"a{b:url(data:image/svg+xml,x)}")
    icons = folder / "@tabler/icons/icons/outline"
    icons.mkdir(parents=True)
    for name in vendor.ICON_NAMES.read_text().split():
        (icons / f"{name}.svg").write_text(
            '<svg a="b">\n <path stroke="none" d="M0"/>\n <path d="M1"/></svg>'
        )
    return folder


def test_refreshing_writes_files_manifest_and_licences(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(vendor, "OUT", tmp_path / "out")
    vendor.main(node_modules(tmp_path / "modules"))
    rows = {row["file"]: row for row in json.loads((tmp_path / "out/manifest.json").read_text())}
    assert rows["bootstrap/bootstrap.min.css"]["version"] == "5.3.9"
    assert (tmp_path / "out/bootstrap/img/01.svg").read_bytes() == b"x"
    assert (
        '<symbol id="i-lock" viewBox="0 0 24 24"><path d="M1"/></symbol>'
        in (tmp_path / "out/icons.svg").read_text()
    )
    assert "Licence of htmx.org" in (tmp_path / "out/licences.txt").read_text()
    assert f"{len(rows)} files" in capsys.readouterr().out


def test_another_version_than_the_pinned_one_is_refused(tmp_path):
    with pytest.raises(SystemExit, match=r"pinned is 5\.3\.9"):
        vendor.collect(node_modules(tmp_path, version="5.3.8"))


def test_the_assets_survive_hashed_names(tmp_path):
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    finders = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=storages, STATICFILES_FINDERS=finders):
        call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    hashed = (tmp_path / paths["ui/css/tokens.css"]).read_text()
    assert paths["ui/vendor/inter/inter-latin-wght-normal.woff2"].split("/")[-1] in hashed
    boot = (tmp_path / paths["ui/vendor/bootstrap/bootstrap.min.css"]).read_text()
    assert paths["ui/vendor/bootstrap/img/01.svg"].split("/")[-1] in boot
