/** Files whose names say that they hold credentials, and what they are: dockle's, and some that are as plain. */
export const credentialFileNames: ReadonlyMap<string, string> = new Map([
  ['id_rsa', 'a private SSH key'],
  ['id_dsa', 'a private SSH key'],
  ['id_ecdsa', 'a private SSH key'],
  ['id_ed25519', 'a private SSH key'],
  ['id_ecdsa_sk', 'a private SSH key'],
  ['id_ed25519_sk', 'a private SSH key'],
  ['.env', 'an environment file, in which passwords and tokens are kept'],
  ['credentials', 'credentials that tools of AWS, Cargo or RubyGems store'],
  ['credential', 'credentials of an account'],
  ['credentials.json', 'credentials of a cloud account'],
  ['credential.json', 'credentials of a cloud account'],
  ['credentials.xml', 'credentials that Jenkins stores'],
  ['settings.py', 'Django’s settings, which hold its secret key'],
  ['database.yml', 'Rails’ settings for its database, with a password'],
  ['secret_token.rb', 'Rails’ key for signing cookies'],
  ['carrierwave.rb', 'settings for uploads, with keys of a cloud account'],
  ['omniauth.rb', 'settings for logins, with keys of their providers'],
  ['otr.private_key', 'a private key for encrypted chats'],
  ['password.txt', 'a password'],
  ['.htpasswd', 'names and passwords for a web server'],
  ['.netrc', 'names and passwords for other machines'],
  ['.pgpass', 'passwords for PostgreSQL'],
  ['.git-credentials', 'passwords that git stores'],
  ['.dockercfg', 'logins to registries'],
  ['filezilla.xml', 'logins that FileZilla stores'],
  ['recentservers.xml', 'logins that FileZilla stores'],
  ['proftpdpasswd', 'names and passwords for an FTP server'],
  ['terraform.tfvars', 'values for Terraform, often with keys'],
]);

/** Endings of such files. */
export const credentialFileEndings: ReadonlyMap<string, string> = new Map([
  ['.jks', 'a Java key store'],
  ['.p12', 'a store of keys (PKCS #12)'],
  ['.pfx', 'a store of keys (PKCS #12)'],
  ['.pkcs12', 'a store of keys (PKCS #12)'],
  ['.kdbx', 'a KeePass database'],
  ['.kwallet', 'a store of passwords (KWallet)'],
  ['.keychain', 'a store of passwords (macOS)'],
  ['.psafe3', 'a store of passwords (Password Safe)'],
  ['.agilekeychain', 'a store of passwords (1Password)'],
  ['.secret', 'a secret'],
  ['.bek', 'a key of BitLocker'],
  ['.fve', 'what BitLocker needs to unlock a disk'],
  ['.tpm', 'the password of a security chip’s owner'],
  ['.rdp', 'settings for a remote desktop, often with a password'],
  ['.cscfg', 'settings of a service in Azure, with its keys'],
  ['.ovpn', 'settings for a VPN, often with its key'],
  ['.tblk', 'settings for a VPN, often with its key'],
  ['.pcap', 'recorded network traffic'],
]);

/** Folders that a program does not need to run, and what they hold. */
export const needlessFolders: ReadonlyMap<string, string> = new Map([
  ['.cache', 'caches'],
  ['.aws', 'settings and credentials of AWS'],
  ['.azure', 'settings and credentials of Azure'],
  ['.gcp', 'settings and credentials of Google Cloud'],
  ['.git', 'the history of a git repository'],
  ['.vscode', 'settings of an editor'],
  ['.idea', 'settings of an editor'],
  ['.npm', 'npm’s cache'],
]);

export const needlessFiles: ReadonlyMap<string, string> = new Map([
  ['dockerfile', 'A Dockerfile'],
  ['docker-compose.yml', 'A Compose file'],
  ['.vimrc', 'Settings of an editor'],
  ['.ds_store', 'What macOS remembers of a folder'],
]);

/** What was typed, as programs write it down, and in which of them. */
export const historyFiles: ReadonlyMap<string, string> = new Map([
  ['.bash_history', 'bash'],
  ['.ash_history', 'ash'],
  ['.sh_history', 'the shell'],
  ['.zsh_history', 'zsh'],
  ['.python_history', 'Python'],
  ['.node_repl_history', 'Node'],
  ['.irb_history', 'Ruby'],
  ['.mysql_history', 'MySQL’s client'],
  ['.psql_history', 'PostgreSQL’s client'],
  ['.sqlite_history', 'SQLite’s client'],
  ['.rediscli_history', 'Redis’s client'],
  ['.lesshst', 'less'],
  ['.viminfo', 'vim'],
]);

/** Base names that checks look for in the whole tree, in small letters. */
export const wantedNames: ReadonlySet<string> = new Set(
  [credentialFileNames, needlessFolders, needlessFiles, historyFiles].flatMap((names) => [...names.keys()]),
);

/** Endings of base names, in small letters, with their dot. */
export const wantedEndings: ReadonlySet<string> = new Set(credentialFileEndings.keys());
