package harbour;

public interface Greeting {
  String text();
}
