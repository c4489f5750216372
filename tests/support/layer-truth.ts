// Which line of its Dockerfile made each layer of the real images, read by hand.

export type Lines = readonly (number | null)[];

/** Of `nothing` layers the base image's; then the lines of the Dockerfile that made the others, read by hand. */
const nothing = (count: number): null[] => Array.from({ length: count }, () => null);

const rpm = [2, 4, 6, 7];
const whiteouts = [2, 5, 9, 19, 21, 23, 25, 27, 29];

/** By image: the line that made each layer. */
export const layerTruth: Readonly<Record<string, Lines>> = {
  'apk-based/apk-based.tar': [2, 3, 4, 5],
  'distroless-like/distroless-like.tar': [2, 3, 4, 5, 6, 7, 8, 9],
  'go-static/go-static.tar': [2, 3, 4],
  'java-fat/java-fat.tar': [...nothing(1), 4, 5, 6],
  'node-bloated/node-bloated.tar': [...nothing(5), 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
  'node-optimized/node-optimized.tar': [...nothing(3), 11, 12, 13, 14],
  'python-app/python-app.tar': [...nothing(1), 3, 5, 6, 7, 9, 10, 11],
  'rpm-based/rpm-sqlite.tar': rpm,
  'rpm-based/rpm-sqlite-containerd.tar': rpm,
  'rpm-based/rpm-sqlite-gzip.oci.tar': rpm,
  'rpm-based/rpm-sqlite-zstd-chunked.oci.tar': rpm,
  'tiny-multi/tiny-attested.oci.tar': [2, 3],
  'tiny-multi/tiny-two-platforms.oci.tar': [2, 3],
  'whiteouts/whiteouts.tar': whiteouts,
  'whiteouts/whiteouts-legacy.tar': whiteouts,
  'whiteouts/whiteouts-docker25.tar': whiteouts,
};
