package harbour;

public final class Polite implements Greeting {
  @Override
  public String text() {
    return "from a service";
  }
}
