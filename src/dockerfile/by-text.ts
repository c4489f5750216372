/** Characters of the texts whose answers are kept: a file of thousands of lines is among them. */
const charactersKept = 300_000;

/**
 * Answers that nothing but a text tells. A Dockerfile is read again with each key and each change that is tried, most of it as
 * it was.
 */
export class ByText<T> {
  private readonly answers = new Map<string, T>();
  private characters = 0;

  of(text: string, read: () => T): T {
    const known = this.answers.get(text);
    if (known !== undefined) return known;
    const answer = read();
    this.characters += text.length;
    if (this.characters > charactersKept) {
      this.answers.clear();
      this.characters = text.length;
    }
    this.answers.set(text, answer);
    return answer;
  }
}
