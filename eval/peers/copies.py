"""Near-duplicates among the documents of `onrecord-eval copies --keep DIR`, by rensa (MinHash with LSH): documents a second of
CPU time and B-cubed of the groups, to be read beside what onrecord-eval prints in the same run.

  pip install rensa==0.5.0
  python3 copies.py DIR ONRECORD_EVAL        runs both, one after the other

Words of alphabets are taken in shingles of SHINGLE words, Chinese in shingles of SHINGLE_HAN characters; thresholds and bands
are tried in several settings, and the best by B-cubed counts. What does not live here: making the documents.
"""
import collections, json, subprocess, sys, time

SHINGLE, SHINGLE_HAN, PERMUTATIONS = 3, 4, 128
SETTINGS = [16, 32, 64]  # bands: the more, the lower the likeness that is found


def shingles(text):
    if text[:1] > "\u3000":
        return [text[i:i + SHINGLE_HAN] for i in range(max(1, len(text) - SHINGLE_HAN + 1))]
    words = text.split()
    return [" ".join(words[i:i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))]


def b_cubed(classes, groups):
    both, of_class, of_group = (collections.Counter(x) for x in (zip(classes, groups), classes, groups))
    n = len(classes)
    precision = sum(both[c, g] / of_group[g] for c, g in zip(classes, groups)) / n
    recall = sum(both[c, g] / of_class[c] for c, g in zip(classes, groups)) / n
    return precision, recall, 2 * precision * recall / (precision + recall)


def parent_groups(texts, bands):
    """Each document joins the first before it that is found: the same forest that onrecord makes."""
    from rensa import RMinHash, RMinHashLSH
    start = time.process_time()
    minhashes = RMinHash.from_token_sets([shingles(t) for t in texts], PERMUTATIONS, 42)
    index = RMinHashLSH(0.5, PERMUTATIONS, bands)
    root = []
    for number, minhash in enumerate(minhashes):
        found = [f for f in index.query(minhash) if f < number]
        best = max(found, key=lambda f: (minhash.jaccard(minhashes[f]), -f), default=None)
        root.append(number if best is None else root[best])
        index.insert(number, minhash)
    return root, time.process_time() - start


def main():
    folder, evaluate = sys.argv[1:3]
    print(subprocess.run([evaluate, "copies", "--keep", folder], capture_output=True, text=True, check=True).stdout)
    for name in ("words", "characters"):
        rows = [json.loads(line) for line in open(f"{folder}/copies-{name}.jsonl", encoding="utf8")]
        for bands in SETTINGS:
            groups, seconds = parent_groups([r["text"] for r in rows], bands)
            precision, recall, f = b_cubed([r["original"] for r in rows], groups)
            print(f"rensa {name} bands {bands}: {len(rows)} documents, {len(rows) / seconds:.0f} documents/CPU s, "
                  f"P {precision:.3f} R {recall:.3f} BcubedF {f:.3f}")


if __name__ == "__main__":
    main()
