/** Projects whose jars have no pom.properties, by the beginnings of their names; the longest that fits counts. */
const groups: readonly (readonly [prefix: string, group: string])[] = [
  ['aspectjrt', 'org.aspectj'],
  ['aspectjweaver', 'org.aspectj'],
  ['bcpg-', 'org.bouncycastle'],
  ['bcpkix-', 'org.bouncycastle'],
  ['bcprov-', 'org.bouncycastle'],
  ['bcutil-', 'org.bouncycastle'],
  ['h2', 'com.h2database'],
  ['kotlin-reflect', 'org.jetbrains.kotlin'],
  ['kotlin-stdlib', 'org.jetbrains.kotlin'],
  ['kotlin-stdlib-', 'org.jetbrains.kotlin'],
  ['lombok', 'org.projectlombok'],
  ['micrometer-', 'io.micrometer'],
  ['postgresql', 'org.postgresql'],
  ['reactor-core', 'io.projectreactor'],
  ['spring-', 'org.springframework'],
  ['spring-batch-', 'org.springframework.batch'],
  ['spring-boot', 'org.springframework.boot'],
  ['spring-boot-', 'org.springframework.boot'],
  ['spring-cloud-', 'org.springframework.cloud'],
  ['spring-data-', 'org.springframework.data'],
  ['spring-integration-', 'org.springframework.integration'],
  ['spring-kafka', 'org.springframework.kafka'],
  ['spring-kafka-', 'org.springframework.kafka'],
  ['spring-security-', 'org.springframework.security'],
  ['spring-session-', 'org.springframework.session'],
  ['spring-ws-', 'org.springframework.ws'],
  ['tomcat-embed-', 'org.apache.tomcat.embed'],
];

/** Those that end in no hyphen are whole names. */
const fits = (artifact: string, prefix: string): boolean =>
  prefix.endsWith('-') ? artifact.startsWith(prefix) : artifact === prefix;

export function knownGroupOf(artifact: string): string | null {
  const fitting = groups.filter(([prefix]) => fits(artifact, prefix));
  const [longest] = fitting.toSorted(([one], [other]) => other.length - one.length);
  return longest?.[1] ?? null;
}
