import { useState } from 'react';

const sailings = [
  { at: '06:10', to: 'Inner island' },
  { at: '09:40', to: 'Outer island' },
];

export function Timetable() {
  const [chosen, choose] = useState(null);
  return (
    <main>
      <h1>{chosen ? `To the ${chosen}` : 'Ferry times'}</h1>
      <ul>
        {sailings.map(({ at, to }) => (
          <li key={at}>
            <button onClick={() => choose(to)}>
              {at} {to}
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}
