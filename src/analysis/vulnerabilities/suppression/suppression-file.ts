/** By name, whatever folder it lies in. */
export const baseName = (fileName: string): string => (fileName.split(/[/\\]/).at(-1) ?? '').toLowerCase();

/** Whether a file is read as one of these by its name, and for JSON by how it begins. Without the readers: every dropped file is asked about. */
export function isSuppressionFile(fileName: string, head: string): boolean {
  const name = baseName(fileName);
  return (
    /^\.?trivyignore(?:\.ya?ml)?$/.test(name) || (/\.json$/.test(name) && /"https:\/\/openvex\.dev\/ns/.test(head))
  );
}
