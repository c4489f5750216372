import { Count } from './count';

export const dynamic = 'force-dynamic';

export default function Page() {
  return (
    <main>
      <h1>Berths at the quay</h1>
      <Count />
    </main>
  );
}
