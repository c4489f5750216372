/**
 * Packages of PyPI with wheels for glibc and none for musl, in any version, as asked on 26 November 2026 for CPython 3.12
 * on x86-64: `pip download --only-binary=:all: --platform musllinux_1_2_x86_64 --no-deps NAME` finds nothing (nor with
 * musllinux_1_1), and manylinux_2_28 does. Many others have both by now, such as numpy, pandas, lxml, grpcio, pyarrow
 * and psycopg2-binary.
 */
export const withoutMuslWheel: ReadonlySet<string> = new Set([
  'catboost', 'jaxlib', 'lightgbm', 'llvmlite', 'mediapipe', 'numba', 'onnxruntime', 'opencv-python',
  'opencv-python-headless', 'playwright', 'ray', 'scikit-learn', 'tensorflow', 'torch', 'xgboost',
]); // prettier-ignore
