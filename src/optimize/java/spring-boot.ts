/**
 * From 3.3 on the jar can take itself apart so that `java -jar` starts what is left of it:
 * https://docs.spring.io/spring-boot/reference/packaging/container-images/dockerfiles.html. Before, another class is to be started.
 */
export function hasToolsMode(version: string): boolean {
  const [, major = '0', minor = '0'] = /^(\d{1,4})\.(\d{1,4})/.exec(version) ?? [];
  return Number(major) > 3 || (major === '3' && Number(minor) >= 3);
}
