import { useState } from 'preact/hooks';

const harbours = ['Whitby', 'Dover', 'Falmouth'];

export function Harbours() {
  const [chosen, choose] = useState(null);
  return (
    <main>
      <h1>{chosen ?? 'Choose a harbour'}</h1>
      {harbours.map((name) => (
        <button key={name} onClick={() => choose(name)}>
          {name}
        </button>
      ))}
    </main>
  );
}
