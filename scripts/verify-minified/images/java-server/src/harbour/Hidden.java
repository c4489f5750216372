package harbour;

public final class Hidden {
  @Override
  public String toString() {
    return "found by its name";
  }
}
