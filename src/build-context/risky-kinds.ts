/** A kind of file that should hardly ever be sent, told by its name. */
export interface RiskyKind {
  readonly what: string;
  /** What may come of it, and what to do. */
  readonly why: string;
  /** Of files, or of folders where `isFolder`; one `*` in each at most. */
  readonly names: readonly string[];
  /** Of the directory that such a file lies in. */
  readonly directory?: string;
  readonly isFolder?: true;
  /** Names that fit and are something else. */
  readonly except?: (name: string) => boolean;
}

/** Private keys of SSH, by the names that ssh-keygen gives them. */
export const sshKeyNames = ['id_rsa', 'id_ed25519', 'id_ecdsa', 'id_dsa'] as const;

/** Folders that hold keys or credentials and little else. */
export const secretFolders: ReadonlySet<string> = new Set(['.aws', '.gnupg', '.kube', '.ssh']);

/** A certificate or a public key, which may be seen. */
export const isPublicKey = (name: string): boolean =>
  /(?:^|[-_.])(?:bundle|ca|cacerts?|cert|certificate|certs|chain|fullchain|pub|public)(?:[-_.]|$)/i.test(name);

/** A file that shows what another one looks like. */
export const isExample = (name: string): boolean =>
  /(?:^|[-_.])(?:default|defaults|dist|example|examples|sample|schema|template|tmpl|tpl)(?:[-_.]|$)/i.test(name);

const asBuildSecret =
  'Leave it out; what a step of the build needs of it is given to that step alone, with RUN --mount=type=secret.';
const atStart = 'Leave it out, and hand over what the program needs when the container starts.';

/** In the order of telling: where a file is of two kinds, the first counts. */
export const riskyKinds: readonly RiskyKind[] = [
  {
    what: 'folder of SSH keys',
    why: `Whoever gets the image or the build’s cache can sign in with these keys. Leave it out; a step that needs one takes it with RUN --mount=type=ssh.`,
    names: ['.ssh'],
    isFolder: true,
  },
  {
    what: 'private key',
    why: `Whoever gets the image or the build’s cache can use the key. ${asBuildSecret}`,
    names: [...sshKeyNames, 'id_rsa_*', 'id_ed25519_*', 'id_ecdsa_*', '*.pem', '*.key', '*.ppk', '*.p8', '*.pk8'],
    except: (name) => isPublicKey(name) || isExample(name),
  },
  {
    what: 'key store',
    why: `It holds private keys or passwords; its own password protects little once others have the file. ${asBuildSecret}`,
    names: ['*.p12', '*.pfx', '*.jks', '*.keystore', '*.bks', '*.kdbx', '*.keytab'],
    except: (name) => isExample(name) || /^cacerts\.|trust-?store/i.test(name),
  },
  {
    what: 'folder of GnuPG keys',
    why: `Whoever gets it can sign and decrypt in your name. ${asBuildSecret}`,
    names: ['.gnupg'],
    isFolder: true,
  },
  {
    what: 'cloud credentials',
    why: `Whoever gets the image can use your account. ${asBuildSecret}`,
    names: ['.aws', '.azure', '.kube', '.gcloud'],
    isFolder: true,
  },
  {
    what: 'cloud credentials',
    why: `Whoever gets the image can use your account. ${asBuildSecret}`,
    names: [
      'aws-credentials', 'kubeconfig', '*.kubeconfig', 'service-account*.json', 'service_account*.json', 'serviceAccount*.json',
      'client_secret*.json', 'application_default_credentials.json', '.boto', '.s3cfg',
    ],
    except: isExample,
  }, // prettier-ignore
  {
    what: 'credentials',
    why: `Whoever gets the image or the build’s cache can read them. ${asBuildSecret}`,
    names: [
      'credentials', 'credentials.json', 'secrets.json', 'secrets.yml', 'secrets.yaml', '.git-credentials', '.htpasswd', '.pgpass',
      '.my.cnf', '.vault_pass', '.vault-token', '.dockercfg', 'auth.json',
    ],
    except: isExample,
  }, // prettier-ignore
  {
    what: 'credentials of a registry',
    why: `Whoever gets the image or the build’s cache can read them. ${asBuildSecret}`,
    names: ['.npmrc', '.netrc', '_netrc', '.pypirc'],
  },
  {
    what: 'credentials of a registry',
    why: `Whoever gets the image or the build’s cache can read them. ${asBuildSecret}`,
    names: ['config.json'],
    directory: '.docker',
  },
  {
    what: 'environment file',
    why: `It mostly holds passwords and tokens, and everyone who gets the image can read them. ${atStart}`,
    names: ['.env', '.env.*', '*.env', '.envrc'],
    except: isExample,
  },
  {
    what: 'state of Terraform',
    why: 'It holds the passwords and keys of what was set up, in plain text. Leave it out.',
    names: ['*.tfstate', '*.tfstate.backup', '*.tfvars'],
    except: isExample,
  },
  {
    what: 'version history',
    why: 'It holds every version of every file, those with secrets that were deleted later too, and changes with every commit. Leave it out.',
    names: ['.git', '.hg', '.svn', '.bzr'],
    isFolder: true,
  },
  {
    what: 'history of a shell',
    why: 'Commands that were typed, passwords and tokens among them. Leave it out.',
    names: [
      '.bash_history', '.zsh_history', '.sh_history', '.python_history', '.node_repl_history', '.psql_history', '.mysql_history',
      '.sqlite_history', '.rediscli_history', '.irb_history',
    ],
  }, // prettier-ignore
  {
    what: 'dump of a database',
    why: 'It may hold data of real people. Leave it out, unless the image is meant to ship it.',
    names: ['*.dump', '*.sql.gz', '*.sql.bz2', '*.sql.xz', '*.sql.zst', 'dump*.sql', '*dump.sql', 'backup*.sql', '*backup.sql', '*.rdb'],
    except: isExample,
  }, // prettier-ignore
  {
    what: 'database',
    why: 'It may hold data of real people. Leave it out, unless the image is meant to ship it.',
    names: ['*.sqlite', '*.sqlite3', '*.db', '*.mdb'],
    except: (name) => isExample(name) || /^(?:thumbs|ehthumbs)\.db$/i.test(name),
  },
  {
    what: 'memory dump',
    why: 'It holds what a program had in memory, passwords and keys among it, and is large. Leave it out.',
    names: ['core', 'core.*', '*.dmp', '*.mdmp', '*.hprof', '*.heapsnapshot', '*.stackdump'],
    // core(5): `core`, or with the number of the process.
    except: (name) => /^core\./.test(name) && !/^core\.\d+$/.test(name),
  },
  {
    what: 'recorded network traffic',
    why: 'It holds cookies, tokens and passwords as they were sent. Leave it out.',
    names: ['*.har', '*.pcap', '*.pcapng'],
  },
];

/** Folders of packages that others published: a key in one of them is nobody's secret. */
export const packageFolders = ['node_modules', 'bower_components', 'site-packages', '.venv', 'venv'] as const;
