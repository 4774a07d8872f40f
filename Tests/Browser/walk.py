#!/usr/bin/env python3
"""Walks the dashboard's pages in Chromium, as a reader would: at several widths, in light and in dark, with and
without scripts, with the keyboard, and on paper.

    walk.py URL [--pages FILE] [--cookie NAME=VALUE] [--shots FOLDER]

FILE has a path a line; the portfolio alone without one. Says what is wrong, a line each, and ends with 1 where
anything is. Ends with 77 where Chromium, its driver or selenium is absent: there is nothing to walk with.

Faults are: what axe finds serious or critical (where one of the packages that carry it is installed), and what is
looked at by hand: a page wider than its screen, text that is cut, headings out of order, a script or a style that
the page's own rules refuse, and links that lead nowhere.
"""

import argparse
import base64
import glob
import os
import re
import shutil
import sys
import urllib.parse

ABSENT = 77
WIDTHS = (320, 768, 1440, 3840)


def absent(what):
    print(f"not walked: {what}", file=sys.stderr)
    sys.exit(ABSENT)


try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    absent("selenium is not installed")


def browser():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not program or not driver:
        absent("chromium or its driver is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--hide-scrollbars", "--force-color-profile=srgb"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service(driver), options=options)


def axe_source():
    """The text of axe-core, from whichever package carries it."""
    found = []
    for folder in sys.path:
        for path in glob.glob(os.path.join(folder, "axe*", "**", "axe*.js"), recursive=True):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            version = re.match(r"/\*! axe v(\d+)\.(\d+)", text)
            found.append(((int(version[1]), int(version[2])) if version else (0, 0), text))
    return max(found)[1] if found else None


OVERFLOW = """
const wide = document.documentElement.scrollWidth, screen = document.documentElement.clientWidth;
if (wide <= screen + 1) return [];
return [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > screen + 1 && !e.closest('.scroll, .diff, svg, .unseen, .skip'))
  .slice(0, 3).map(e => e.tagName.toLowerCase() + (e.className ? '.' + e.className : '') + ' to '
    + Math.round(e.getBoundingClientRect().right) + ' of ' + screen).concat(['page ' + wide + ' of ' + screen]);
"""

COLLISIONS = """
const found = [];
for (const picture of document.querySelectorAll('.chart svg')) {
  const texts = [...picture.querySelectorAll('text')].filter(t => t.textContent.trim() && t.getClientRects().length
    && getComputedStyle(t).display !== 'none' && t.closest('svg[role=img], svg[aria-hidden]') === picture);
  const boxes = texts.map(t => [t, t.getBoundingClientRect()]).filter(([, b]) => b.width > 0);
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, p] = boxes[i], [b, q] = boxes[j];
    if (p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 3 && q.top < p.bottom - 3)
      found.push(a.textContent.trim() + ' on ' + b.textContent.trim());
  }
}
return found.slice(0, 4);
"""

HEADINGS = """
const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map(h => [+h.tagName[1], h.textContent.trim()]);
const faults = [];
if (levels.filter(l => l[0] === 1).length !== 1) faults.push('not one h1');
levels.forEach((l, i) => { if (i && l[0] > levels[i - 1][0] + 1) faults.push('h' + l[0] + ' after h' + levels[i - 1][0] + ': ' + l[1]); });
for (const [what, found] of [['main', 'main'], ['banner', 'body > header'], ['footer', 'footer']])
  if (document.querySelectorAll(found).length !== 1) faults.push('not one ' + what);
if (!document.documentElement.lang) faults.push('no language');
if (!document.title) faults.push('no title');
document.querySelectorAll('a').forEach(a => { if (!a.textContent.trim() && !a.getAttribute('aria-label')) faults.push('a link without a name'); });
document.querySelectorAll('table').forEach(t => { if (!t.caption || !t.caption.textContent.trim()) faults.push('a table without a caption');
  t.querySelectorAll('th').forEach(h => { if (!h.scope) faults.push('a heading of a table without scope'); }); });
document.querySelectorAll('svg').forEach(s => { if (!s.closest('[aria-hidden=true]') && !s.closest('svg[role=img]')) faults.push('a picture without a name'); });
document.querySelectorAll('[style], script, style').forEach(e => faults.push('looks or behaviour inside the page: ' + e.tagName));
return [...new Set(faults)];
"""


class Walk:
    def __init__(self, url, shots):
        self.url = url.rstrip("/")
        self.shots = shots
        self.driver = browser()
        self.axe = axe_source()
        self.faults = []
        self.links = set()

    def fault(self, path, what):
        self.faults.append(f"{path}: {what}")

    def media(self, scheme, media=""):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "media": media, "features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def width(self, width, height=1000):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})

    def open(self, path):
        self.driver.get(self.url + path)

    def shot(self, path, name):
        if not self.shots:
            return
        page = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "portfolio"
        picture = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "format": "png"})
        with open(os.path.join(self.shots, f"{page}-{name}.png"), "wb") as file:
            file.write(base64.b64decode(picture["data"]))

    def look(self, path):
        for scheme in ("light", "dark"):
            self.media(scheme)
            for width in WIDTHS:
                self.width(width)
                self.open(path)
                for what in self.driver.execute_script(OVERFLOW):
                    self.fault(path, f"too wide at {width}: {what}")
                for what in self.driver.execute_script(COLLISIONS):
                    self.fault(path, f"labels collide at {width}: {what}")
                if scheme == "light" or width in (320, 1440):
                    height = self.driver.execute_script("return document.documentElement.scrollHeight")
                    self.width(width, min(height, 6000))
                    self.shot(path, f"{width}-{scheme}")
            self.width(1440)
            self.open(path)
            self.check(path, scheme)

    def check(self, path, scheme):
        for what in self.driver.execute_script(HEADINGS):
            self.fault(path, what)
        for entry in self.driver.get_log("browser"):
            if "favicon" not in entry["message"] and "status of 40" not in entry["message"]:
                self.fault(path, f"the browser says: {entry['message']}")
        if self.axe:
            self.driver.execute_script(self.axe)
            found = self.driver.execute_async_script(
                "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations))")
            for violation in found:
                if violation["impact"] in ("serious", "critical", "moderate"):
                    node = violation["nodes"][0]
                    self.fault(path, f"{scheme}: {violation['help']} ({violation['id']}), "
                                     f"{len(violation['nodes'])} ×: {node['html'][:160]}")
        for link in self.driver.find_elements(By.TAG_NAME, "a"):
            href = link.get_attribute("href") or ""
            leads_to = urllib.parse.urldefrag(href[len(self.url):]).url
            if href.startswith(self.url) and leads_to != path:
                self.links.add(leads_to)

    def keyboard(self, path):
        """The first stop leads past the navigation, and every stop can be seen."""
        self.width(1440)
        self.media("light")
        self.open(path)
        self.driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
        if self.driver.switch_to.active_element.get_attribute("href") != self.url + path + "#main":
            self.fault(path, "the first stop of the keyboard is not the way past the navigation")
        for _ in range(12):
            self.driver.switch_to.active_element.send_keys(Keys.TAB)
            ring = self.driver.execute_script(
                "const e = document.activeElement; if (!e || e === document.body) return '';"
                "const s = getComputedStyle(e); return s.outlineStyle + ' ' + s.outlineWidth")
            if ring and ring.startswith("none"):
                self.fault(path, "a stop of the keyboard that cannot be seen")

    def without_scripts(self, path):
        self.width(1440)
        self.open(path)
        text = self.driver.find_element(By.TAG_NAME, "main").text
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        self.open(path)
        if self.driver.find_element(By.TAG_NAME, "main").text != text:
            self.fault(path, "another text without scripts")
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    def paper(self, path):
        self.media("light", "")
        self.open(path)
        sheet = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
        document = base64.b64decode(sheet["data"])
        if self.shots:
            page = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "portfolio"
            with open(os.path.join(self.shots, f"{page}.pdf"), "wb") as file:
                file.write(document)
        # On paper as wide as its text, nothing may hang over the edge.
        self.media("light", "print")
        self.width(688)
        for what in self.driver.execute_script(OVERFLOW):
            self.fault(path, f"too wide for paper: {what}")
        self.media("light")
        return len(re.findall(rb"/Type\s*/Page\b", document))

    def follow(self):
        """Every link of the pages leads somewhere."""
        for link in sorted(self.links)[:150]:
            status = self.driver.execute_async_script(
                "const done = arguments[1]; fetch(arguments[0], {credentials: 'same-origin'})"
                ".then(r => done(r.status)).catch(e => done(String(e)))", self.url + link)
            # The pages allow no fetch at all, so one is made from a page of the browser's own.
            if isinstance(status, str):
                self.open(link)
                status = 200 if "There is no" not in self.driver.find_element(By.TAG_NAME, "h1").text else 404
            if status != 200:
                self.fault(link, f"a link that leads nowhere: {status}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("url")
    parser.add_argument("--pages")
    parser.add_argument("--cookie")
    parser.add_argument("--shots")
    parser.add_argument("--quick", action="store_true", help="pictures alone")
    arguments = parser.parse_args()
    paths = ["/"]
    if arguments.pages:
        with open(arguments.pages, encoding="utf-8") as file:
            paths = [line.strip() for line in file if line.strip()]
    if arguments.shots:
        os.makedirs(arguments.shots, exist_ok=True)
    walk = Walk(arguments.url, arguments.shots)
    try:
        if arguments.cookie:
            name, value = arguments.cookie.split("=", 1)
            walk.open("/assets/mark.svg")
            walk.driver.add_cookie({"name": name, "value": value, "path": "/"})
        for path in paths:
            walk.look(path)
            if not arguments.quick:
                walk.keyboard(path)
                walk.without_scripts(path)
                print(f"{path}: {walk.paper(path)} sheets")
        if not arguments.quick:
            walk.follow()
    finally:
        walk.driver.quit()
    for fault in walk.faults:
        print(fault)
    print(f"{len(paths)} pages, {len(WIDTHS)} widths, 2 schemes, {len(walk.links)} links, "
          f"{'with' if walk.axe else 'without'} axe: {len(walk.faults)} faults")
    sys.exit(1 if walk.faults else 0)


if __name__ == "__main__":
    main()
