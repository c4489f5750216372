package harbour;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ServiceLoader;
import java.util.zip.CRC32;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A server that uses what Java programs use: services, reflection, resources, TLS, time zones, character sets. */
public final class Main {
  interface Answer {
    String of() throws Exception;
  }

  public static void main(String[] arguments) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
    add(server, "/", () -> "ok");
    add(server, "/service", () -> ServiceLoader.load(Greeting.class).findFirst().orElseThrow().text());
    add(server, "/reflection", () -> Class.forName(System.getProperty("plugin", "harbour.Hidden")).getDeclaredConstructor().newInstance().toString());
    add(server, "/resource", Main::resource);
    add(server, "/zone", () -> Instant.ofEpochSecond(1700000000).atZone(ZoneId.of("Europe/Berlin")).toString());
    add(server, "/charset", () -> new String("\u20ac".getBytes(Charset.forName("Big5")), StandardCharsets.ISO_8859_1).length() + " bytes");
    add(server, "/names", () -> InetAddress.getByName("localhost").getHostAddress());
    add(server, "/digest", () -> MessageDigest.getInstance("SHA-256").digest("a".getBytes()).length + " bytes");
    add(server, "/tls", Main::authorities);
    add(server, "/checksum", Main::checksum);
    server.start();
    System.out.println("listening");
  }

  private static String resource() throws IOException {
    try (InputStream stream = Main.class.getResourceAsStream("/texts/welcome.txt")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).trim();
    }
  }

  private static String authorities() throws Exception {
    SSLContext.getDefault();
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
    return manager.getAcceptedIssuers().length > 50 ? "many authorities" : "few authorities";
  }

  private static String checksum() {
    CRC32 sum = new CRC32();
    sum.update("harbour".getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  private static void add(HttpServer server, String path, Answer answer) {
    server.createContext(path, exchange -> reply(exchange, answer));
  }

  private static void reply(HttpExchange exchange, Answer answer) throws IOException {
    byte[] text;
    int status = 200;
    try {
      text = answer.of().getBytes(StandardCharsets.UTF_8);
    } catch (Exception | LinkageError fault) {
      status = 500;
      text = fault.toString().getBytes(StandardCharsets.UTF_8);
    }
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }
}
