"""Two who write and twenty who read, all at once, over the web server: errors, times, memory.

  load.py ONRECORD [--seconds 300] [--writers 2] [--readers 20] [--pages 200] [--ledger FILE]

ONRECORD is the program (target/release/onrecord). It serves a new ledger, or FILE, on this machine; writers add made-up pages by
the HTTP API and correct what they find, readers ask screens, the API and feeds. Exit code 1 if any answer was an
error. Needs Python and nothing else. It is no part of .ci/run: five minutes of a whole machine.
"""
import argparse, collections, http.client, json, os, random, re, subprocess, sys, tempfile, threading, time, urllib.parse

FIRMS = [f"{a} {b}" for a in "Norvane Tarnwick Ollerby Arden Selby Farhill Lanbo Bremmer Dunmore Haldane".split()
         for b in "Motors Foods Dairies Glass Mills Works Chips".split()]
PEOPLE = ["Ida Kolb", "Warren Hollis", "Ana Reyes", "Ruth Amberley", "Selwyn Marsh"]
READS = ["/", "/matters", "/stories", "/entities", "/contradictions", "/changes", "/corrections", "/search?q={firm}", "/entity/{name}",
         "/matter/{matter}", "/origins/{matter}", "/claim/{claim}", "/page/{page}", "/api/status?q={firm}", "/api/changes?since=2024-01-01",
         "/api/claim/{claim}", "/api/corrections", "/feed/search?q={firm}", "/api/openapi.json"]


def page(number, chance):
    firm, other, person = chance.choice(FIRMS), chance.choice(FIRMS), chance.choice(PEOPLE)
    events = [f"{firm} agreed to buy {other} for {chance.randrange(2, 900)} million dollars, the company said on Tuesday.",
              f"{firm} completed its purchase of {other}, two people familiar with the matter said.",
              f"The ministry granted {firm} a licence to make electric cars, according to its list.",
              f"{person}, the head of {firm}, denied that it had been granted a licence.",
              f"{firm} was sued by {other} over a contract."]
    body = " ".join(chance.sample(events, chance.randrange(1, 4)))
    filler = f"The council of the town met for the {number}th time and nobody there was surprised at all. " * 6
    day = f"2024-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return {"text": f"{firm} in the news\n\n{body}\n\n{filler}", "name": f"load-{number}", "date": day}


class Load:
    def __init__(self, address):
        self.address, self.lock, self.ends = address, threading.Lock(), 0.0
        self.times, self.errors = collections.defaultdict(list), collections.Counter()
        self.claims, self.pages, self.matters, self.number, self.gone = [], [], [], 0, 0

    def ask(self, connection, what, method, path, body=None):
        """One request; its time, or its error, is counted under `what`."""
        began = time.perf_counter()
        try:
            headers = {"Content-Type": "application/json"} if body is not None else {}
            connection.request(method, path, body=None if body is None else json.dumps(body), headers=headers)
            answer = connection.getresponse()
            data = answer.read()
        except Exception as error:
            connection.close()
            with self.lock:
                self.errors[f"{what}: {type(error).__name__}: {error}"] += 1
            return None, b""
        with self.lock:
            self.times[what].append(time.perf_counter() - began)
            # Nobody spoke of a firm yet; a correction left a matter without claims; a claim is ignored twice: these are answers.
            gone = answer.status == 404 and "{" in what or answer.status in (404, 422) and what == "correct"
            if answer.status >= 400 and not gone:
                self.errors[f"{what}: {answer.status} {data[:160]!r}"] += 1
            self.gone += gone
        return answer.status, data

    def connection(self):
        return http.client.HTTPConnection(*self.address, timeout=60)

    def write(self, seed):
        chance, connection = random.Random(seed), self.connection()
        while time.time() < self.ends:
            self.one_page(connection, chance)
            if chance.random() < 0.2 and self.claims:
                verdict = chance.choice(["ignored", "about", "says"])
                body = {"verdict": verdict, "of": chance.choice(self.claims), "is": {"about": "Norvane Motors", "says": "none"}.get(verdict, ""),
                        "by": f"writer {seed}", "reason": "the load test says so"}
                self.ask(connection, "correct", "POST", "/api/corrections", body)

    def one_page(self, connection, chance):
        with self.lock:
            self.number += 1
            number = self.number
        status, data = self.ask(connection, "add", "POST", "/api/pages", page(number, chance))
        if status in (200, 201):
            for item in json.loads(data)["items"]:
                with self.lock:
                    self.pages.append(item["sha256"])
        if number % 20 == 1:
            self.look_around(connection, chance)

    def look_around(self, connection, chance):
        firm = urllib.parse.quote(chance.choice(FIRMS).lower())
        status, data = self.ask(connection, "look around", "GET", f"/api/status?q={firm}&limit=20")
        if status == 200:
            items = json.loads(data)["items"]
            with self.lock:
                self.matters += [i["matter"] for i in items]
                self.claims += [c for i in items for c in i["for"]]

    def read(self, seed):
        chance, connection = random.Random(1000 + seed), self.connection()
        while time.time() < self.ends:
            what = chance.choice(READS)
            with self.lock:
                known = {"claim": self.claims, "page": self.pages, "matter": self.matters}
                some = {k: chance.choice(v) for k, v in known.items() if v}
            firm = chance.choice(FIRMS).lower()
            some.update(firm=urllib.parse.quote(firm), name=urllib.parse.quote(firm))
            if "matter" in some:
                some["matter"] = urllib.parse.quote(some["matter"])
            try:
                path = what.format(**some)
            except KeyError:
                continue
            self.ask(connection, what, "GET", path)


def memory(pid):
    status = open(f"/proc/{pid}/status").read()
    return {name: int(re.search(rf"{name}:\s+(\d+)", status)[1]) // 1024 for name in ("VmRSS", "VmHWM")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("onrecord")
    for name, number in (("seconds", 300), ("writers", 2), ("readers", 20), ("pages", 200)):
        parser.add_argument(f"--{name}", type=int, default=number)
    parser.add_argument("--ledger")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = options.ledger or os.path.join(folder, "load.db")
        server = subprocess.Popen([options.onrecord, "serve", "--ledger", ledger, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        try:
            host, port = re.search(r"http://([^:/]+):(\d+)", server.stdout.readline()).groups()
            load = Load((host, int(port)))
            chance, connection = random.Random(0), load.connection()
            for _ in range(options.pages):
                load.one_page(connection, chance)
            load.ends = time.time() + options.seconds
            who = [threading.Thread(target=load.write, args=(n,)) for n in range(options.writers)]
            who += [threading.Thread(target=load.read, args=(n,)) for n in range(options.readers)]
            began = memory(server.pid)
            for thread in who:
                thread.start()
            half = None
            while any(t.is_alive() for t in who):
                time.sleep(1)
                if half is None and time.time() > load.ends - options.seconds / 2:
                    half = memory(server.pid)
            ended = memory(server.pid)
        finally:
            server.terminate()
            server.wait()
        size = os.path.getsize(ledger) >> 20
        verified = subprocess.run([options.onrecord, "verify", "--ledger", ledger], capture_output=True, text=True)
    answers = sum(map(len, load.times.values()))
    print(f"{options.writers} writers, {options.readers} readers, {options.seconds} s: {answers} answers, {len(load.pages)} pages added, "
          f"ledger {size} MB, {load.gone} not there any more or yet, {sum(load.errors.values())} errors")
    print(f"memory of the server (MB): {began['VmRSS']} at the start, {half and half['VmRSS']} halfway, {ended['VmRSS']} at the end, {ended['VmHWM']} at most")
    print(f"verify: {'sound' if verified.returncode == 0 else verified.stdout + verified.stderr}")
    print("| what | answers | median ms | 99th percentile ms | longest ms |\n|---|---|---|---|---|")
    for what, times in sorted(load.times.items()):
        times.sort()
        at = lambda share: 1000 * times[min(len(times) - 1, int(share * len(times)))]
        print(f"| `{what}` | {len(times)} | {at(.5):.0f} | {at(.99):.0f} | {1000 * times[-1]:.0f} |")
    for error, count in load.errors.most_common(20):
        print(f"{count} × {error}", file=sys.stderr)
    sys.exit(bool(load.errors) or verified.returncode != 0)


if __name__ == "__main__":
    main()
