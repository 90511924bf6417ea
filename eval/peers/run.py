"""Scores peers on the dev sets next to onrecord: the same pages, the same measures, CPU time of the extraction alone.

  run.py DATA ONRECORD ONRECORD_EVAL RUST_PEERS RESULT.md [--sets a,b] [--dates a,b] [--keep DIR]   all peers, one after the other, one core
  run.py worker PEER DIR                                                    one Python peer over a folder of pages

What does not live here: the measures (DATA/score.py is imported).
"""
import contextlib, gzip, importlib.metadata, io, json, os, re, resource, subprocess, sys, tempfile, time
from pathlib import Path

SETS = ["scrapinghub", "fundus", "wcxb_article", "magic_article", "newspaper4k", "gne_zh", "trafilatura_eval"]
CHINESE = ["magic_article", "newspaper4k", "fundus"]
PYTHON = ["trafilatura", "trafilatura-precision", "resiliparse", "readability-lxml", "newspaper4k"]
RUST = ["dom_smoothie", "rs-trafilatura"]
DATES = ["htmldate", "htmldate-fast", "newspaper4k-date"]


# ---- one peer over a folder ----------------------------------------------------------------------------------------
def extractor(peer):
    """html -> (text, date)"""
    if peer.startswith("trafilatura"):
        from trafilatura import extract
        precise = peer.endswith("precision")
        return lambda html: (extract(html, include_comments=False, favor_precision=precise) or "", None)
    if peer == "resiliparse":
        from resiliparse.extract.html2text import extract_plain_text
        return lambda html: (extract_plain_text(html, main_content=True, alt_texts=False, list_bullets=False), None)
    if peer == "readability-lxml":
        from readability import Document
        from lxml import html as tree

        def run(page):
            summary = Document(page).summary(html_partial=True)
            return ("\n".join(tree.fromstring(summary).itertext()) if summary else "", None)
        return run
    if peer.startswith("newspaper4k"):
        import newspaper
        from newspaper import Article

        def run(page):
            article = Article("http://page.example/", fetch_images=False)  # it would ask the network for each page's picture
            article.download(input_html=page)
            article.parse()
            date = article.publish_date
            return article.text, date.strftime("%Y-%m-%d") if date else None
        return run
    if peer.startswith("htmldate"):
        from htmldate import find_date
        extensive = not peer.endswith("fast")
        return lambda page: ("", find_date(page, extensive_search=extensive, original_date=True))
    sys.exit(f"{peer} is no peer")


def worker(peer, folder):
    from trafilatura.utils import decode_file
    import logging
    logging.disable(logging.CRITICAL)
    run = extractor(peer)
    seconds = 0.0
    for path in sorted(Path(folder).iterdir()):
        raw = path.read_bytes()
        html = decode_file(gzip.decompress(raw) if path.suffix == ".gz" else raw)
        start = time.process_time()
        try:
            text, date = run(html)
        except Exception:  # a peer that fails on a page gives nothing there
            text, date = "", None
        seconds += time.process_time() - start
        text = text.encode("utf8", "replace").decode("utf8")
        print(json.dumps({"page": {"source": path.name}, "article": {"text": text, "blocks": [], "published": {"date": date}}}))
    print(seconds, file=sys.stderr)


# ---- all of them ---------------------------------------------------------------------------------------------------
def run(command, out):
    """runs a peer; (CPU seconds it reports, peak MB). What is in a kept folder from an earlier run is taken as it is"""
    cost = Path(f"{out}.cost")
    if cost.exists():
        return tuple(json.loads(cost.read_text()))
    with open(out, "wb") as f:
        process = subprocess.Popen(command, stdout=f, stderr=subprocess.PIPE)
        stderr = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
    numbers = re.findall(r"^[\d.e-]+$", stderr.strip(), re.M)
    if status or not numbers:
        print(f"  {command}: failed: {stderr[-300:]}", file=sys.stderr)
        return None, usage.ru_maxrss / 1024
    cost.write_text(json.dumps((float(numbers[-1]), usage.ru_maxrss / 1024)))
    return float(numbers[-1]), usage.ru_maxrss / 1024


def printed(function, *args, **kwargs):
    """the figures a scorer prints, as a dict"""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        function(*args, **kwargs)
    return {k: float(v) for k, v in re.findall(r"(\w+) (-?\d+\.\d+|\d+)(?=\s|$)", text.getvalue())}


def main():
    data, onrecord, evaluate, rust, result = sys.argv[1:6]
    chosen = lambda option, all: sys.argv[sys.argv.index(option) + 1].split(",") if option in sys.argv else all
    sets, date_peers = chosen("--sets", SETS), chosen("--dates", DATES)
    sys.path.insert(0, data)
    import score
    commands = {"onrecord": None}
    commands |= {p: lambda d, p=p: [sys.executable, __file__, "worker", p, d] for p in PYTHON}
    commands |= {p: lambda d, p=p: [rust, p, d] for p in RUST}
    if not os.path.exists(rust):
        print(f"{rust} is not built: Rust peers are left out", file=sys.stderr)
        commands = {p: c for p, c in commands.items() if p not in RUST}
    rows, speed, peak = {}, {}, {}
    keep = chosen("--keep", [None])[0]
    with contextlib.nullcontext(os.path.abspath(keep)) if keep else tempfile.TemporaryDirectory() as temp:
        os.makedirs(temp, exist_ok=True)
        for peer, command in commands.items():
            print(peer, file=sys.stderr)
            row, outs = {}, {}
            for name in sets:
                folder, out = f"{data}/extraction/{name}", f"{temp}/{peer}-{name}.jsonl"
                pages = len(os.listdir(f"{folder}/pages"))
                if command is None:
                    with open(out, "wb") as f:
                        subprocess.run([onrecord, "read", f"{folder}/pages", "--only", "article", "--jobs", "1"], stdout=f, stderr=subprocess.DEVNULL)
                    seconds, memory = None, 0
                else:
                    seconds, memory = run(command(f"{folder}/pages"), out)
                outs[name] = out
                figures = printed(score.extraction, folder, out)
                row[name] = figures.get("F1") if name == "trafilatura_eval" else figures.get("cjkF1") if name == "gne_zh" else figures.get("shingleF1")
                if name == "scrapinghub" and seconds:
                    speed[peer], peak[peer] = pages / seconds, memory
                peak[peer] = max(peak.get(peer, 0), memory)
            if all(n in outs for n in CHINESE):
                row["Chinese"] = chinese(score, data, outs, temp)
            rows[peer] = row
        table = subprocess.run([evaluate, "speed", data, "--set", "scrapinghub"], capture_output=True, text=True).stdout
        names, values = [l.split() for l in table.splitlines() if "pageStage/s" in l or l.startswith("scrapinghub")]
        ours = dict(zip(names, map(float, values[1:])))
        speed["onrecord"], peak["onrecord"] = ours["pageStage/s"], ours["peakMB"]
        whole = ours["pages/s"]
        dated = {}
        for peer in ["onrecord"] + date_peers:
            out = f"{temp}/{peer}-dates.jsonl"
            pages = len(os.listdir(f"{data}/dates/pages"))
            if peer == "onrecord":
                with open(out, "wb") as f:
                    subprocess.run([onrecord, "read", f"{data}/dates/pages", "--only", "article", "--jobs", "1"], stdout=f, stderr=subprocess.DEVNULL)
                seconds = None
            else:
                seconds, _ = run([sys.executable, __file__, "worker", peer, f"{data}/dates/pages"], out)
            dated[peer] = printed(score.dates, f"{data}/dates", out), pages / seconds if seconds else None
    write(result, sets, rows, speed, peak, whole, dated)


def chinese(score, data, outs, temp):
    """the Chinese pages of three sets together"""
    folder = f"{temp}/chinese"
    os.makedirs(folder, exist_ok=True)
    gold = {}
    for name in CHINESE:
        gold |= {i: g for i, g in json.load(open(f"{data}/extraction/{name}/gold.json", encoding="utf8")).items() if g.get("lang") == "zh"}
    json.dump(gold, open(f"{folder}/gold.json", "w", encoding="utf8"))
    with open(f"{folder}/out.jsonl", "wb") as f:
        for name in CHINESE:
            f.write(open(outs[name], "rb").read())
    return printed(score.extraction, folder, f"{folder}/out.jsonl").get("cjkF1")


def write(result, sets, rows, speed, peak, whole, dated):
    columns = sets + ["Chinese"]
    show = lambda x, form="{:.3f}": form.format(x) if x is not None else "–"
    best = {c: max((r.get(c) or 0) for r in rows.values()) for c in columns}
    lines = [
        f"# Peers on the dev sets, {time.strftime('%Y-%m-%d')}", "",
        "Made by `eval/peers/run`: one process, one core, the same pages and measures for all. Main text: `shingleF1`; `gne_zh` and Chinese (pages of "
        "magic_article, newspaper4k and fundus together): `cjkF1`; trafilatura_eval: F1 of snippets. Pages a CPU second on scrapinghub, extraction alone "
        f"(of onrecord the page stage; its whole `read` with all text stages does {whole:.0f}); peak memory over all sets.", "",
        "| | " + " | ".join(columns) + " | pages per CPU second | peak MB |", "|---" * (len(columns) + 3) + "|",
    ]
    for peer, row in rows.items():
        cells = [f"**{show(row.get(c))}**" if row.get(c) == best[c] else show(row.get(c)) for c in columns]
        lines.append(f"| {peer} {version(peer)} | " + " | ".join(cells) + f" | {show(speed.get(peer), '{:.0f}')} | {show(peak.get(peer), '{:.0f}')} |")
    lines += ["", "| publication date | accuracy | F1 | pages per CPU second |", "|---|---|---|---|"]
    for peer, (figures, rate) in dated.items():
        lines.append(f"| {peer} {version(peer)} | {show(figures.get('accuracy'))} | {show(figures.get('F1'))} | {show(rate, '{:.0f}')} |")
    Path(result).write_text("\n".join(lines) + "\n", encoding="utf8")
    print("\n".join(lines))


def version(peer):
    pinned = dict(re.findall(r'^([\w-]+) = "=([\d.]+)"', (Path(__file__).parent / "rust/Cargo.toml").read_text(), re.M))
    name = re.sub(r"-(precision|fast|date)$", "", peer)
    if name in pinned:
        return pinned[name]
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


if __name__ == "__main__":
    if sys.argv[1:2] == ["worker"]:
        worker(sys.argv[2], sys.argv[3])
    elif len(sys.argv) < 6:
        sys.exit(__doc__)
    else:
        main()
