"""Opens a page in headless Chromium and does with it what is asked, a step an argument.

    browse.py CHROMIUM PROFILE URL STEP...

    wait:EXPRESSION     until the JavaScript is true, at most 30 s
    say:EXPRESSION      prints its value
    key:KEY             presses a key, for example Tab, Enter or p
    size:WIDTHxHEIGHT   of the window
    scheme:light|dark   what the system is said to prefer
    shot:FILE           writes what is seen as a PNG

Speaks Chromium's debugging protocol over a pipe (--remote-debugging-pipe): no port, no library.
Ends with 1 and a reason when a step fails.
"""

import base64
import json
import os
import subprocess
import sys
import time


class Browser:
    def __init__(self, program, profile):
        own_read, its_write = os.pipe()
        its_read, own_write = os.pipe()

        def place_pipes():
            first, second = os.dup(its_read), os.dup(its_write)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False,
            preexec_fn=place_pipes)
        os.close(its_read)
        os.close(its_write)
        self.reading, self.writing = own_read, own_write
        self.rest, self.number, self.session = b"", 0, None

    def message(self):
        while b"\0" not in self.rest:
            piece = os.read(self.reading, 1 << 20)
            if not piece:
                raise SystemExit("the browser has ended")
            self.rest += piece
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **parameters):
        self.number += 1
        call = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            call["sessionId"] = self.session
        os.write(self.writing, json.dumps(call).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]

    def open(self, url):
        pages = self.call("Target.getTargets")["targetInfos"]
        page = next(page["targetId"] for page in pages if page["type"] == "page")
        self.session = self.call(
            "Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Page.navigate", url=url)

    def value(self, expression):
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            return None
        return answer["result"].get("value")

    def wait(self, expression):
        for _ in range(300):
            if self.value(f"!!({expression})"):
                return
            time.sleep(0.1)
        raise SystemExit(f"never true: {expression}\n{self.value('document.body.innerText')}")

    def key(self, key):
        event = {"key": key}
        if len(key) == 1:
            event["text"] = key
        elif key == "Enter":
            event.update(text="\r", windowsVirtualKeyCode=13)
        elif key.startswith("Arrow"):
            event["windowsVirtualKeyCode"] = {"ArrowLeft": 37, "ArrowRight": 39}[key]
        elif key == "Tab":
            event["windowsVirtualKeyCode"] = 9
        self.call("Input.dispatchKeyEvent", type="keyDown", **event)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def shot(self, path):
        picture = self.call("Page.captureScreenshot", format="png")
        with open(path, "wb") as file:
            file.write(base64.b64decode(picture["data"]))

    def do(self, step):
        verb, _, rest = step.partition(":")
        if verb == "wait":
            self.wait(rest)
        elif verb == "say":
            print(self.value(rest), flush=True)
        elif verb == "key":
            self.key(rest)
        elif verb == "size":
            width, height = (int(part) for part in rest.split("x"))
            self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                      deviceScaleFactor=1, mobile=False)
        elif verb == "scheme":
            self.call("Emulation.setEmulatedMedia",
                      features=[{"name": "prefers-color-scheme", "value": rest}])
        elif verb == "shot":
            self.shot(rest)
        else:
            raise SystemExit(f"unknown step: {step}")


def main():
    program, profile, url, *steps = sys.argv[1:]
    browser = Browser(program, profile)
    try:
        browser.open(url)
        for step in steps:
            browser.do(step)
    finally:
        browser.process.kill()
        browser.process.wait()


main()
