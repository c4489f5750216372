// A small server that uses what C programs of the world use: TLS, compression, a plugin that is opened by name, the lists of users,
// time zones, name lookups and conversions between character sets.
#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <iconv.h>
#include <netdb.h>
#include <openssl/ssl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

static void tls(char *out, size_t size) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  int loaded = SSL_CTX_load_verify_locations(context, "/etc/ssl/certs/ca-certificates.crt", NULL);
  int many = sk_X509_OBJECT_num(X509_STORE_get0_objects(SSL_CTX_get_cert_store(context))) > 50;
  snprintf(out, size, "authorities loaded %d many %d", loaded, many);
  SSL_CTX_free(context);
}

static void compressed(char *out, size_t size) {
  Bytef packed[200];
  uLongf length = sizeof packed;
  int result = compress(packed, &length, (const Bytef *)"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 30);
  snprintf(out, size, "zlib %d smaller %d", result, length < 30);
}

static void plugin(char *out, size_t size) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s.so", getenv("PLUGINS"), "greeting");
  void *library = dlopen(path, RTLD_NOW);
  const char *(*greet)(void) = library ? (const char *(*)(void))dlsym(library, "greet") : NULL;
  snprintf(out, size, "plugin %s", greet ? greet() : dlerror());
}

static void names(char *out, size_t size) {
  struct passwd *user = getpwuid(getuid());
  struct addrinfo *found = NULL;
  int result = getaddrinfo("localhost", "http", NULL, &found);
  snprintf(out, size, "user %s lookup %d", user ? user->pw_name : "nobody known", result);
  if (found) freeaddrinfo(found);
}

static void zone(char *out, size_t size) {
  time_t instant = 1700000000;
  strftime(out, size, "%Y-%m-%d %H:%M %Z", localtime(&instant));
}

static void converted(char *out, size_t size) {
  iconv_t how = iconv_open("UTF-8", "ISO-8859-15");
  char in[] = "\xa4";
  char *from = in, *to = out;
  size_t left = 1, room = size - 1;
  memset(out, 0, size);
  if (how == (iconv_t)-1 || iconv(how, &from, &left, &to, &room) == (size_t)-1) snprintf(out, size, "no conversion");
}

static const struct {
  const char *path;
  void (*answer)(char *, size_t);
} routes[] = {{"/tls", tls}, {"/zlib", compressed}, {"/plugin", plugin}, {"/names", names}, {"/zone", zone}, {"/iconv", converted}};

static void serve(int client) {
  char asked[2000] = {0}, answer[500] = "ok";
  if (read(client, asked, sizeof asked - 1) <= 0) return;
  for (size_t at = 0; at < sizeof routes / sizeof *routes; at++) {
    size_t length = strlen(routes[at].path);
    if (strncmp(asked + 4, routes[at].path, length) == 0 && asked[4 + length] == ' ') routes[at].answer(answer, sizeof answer);
  }
  dprintf(client, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n%s", strlen(answer), answer);
}

static void leave(int number) {
  (void)number;
  _exit(0);
}

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(8080)};
  int server = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  signal(SIGTERM, leave);
  signal(SIGPIPE, SIG_IGN);
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 16)) return 1;
  for (;;) {
    int client = accept(server, NULL, NULL);
    if (client < 0) continue;
    serve(client);
    close(client);
  }
}
