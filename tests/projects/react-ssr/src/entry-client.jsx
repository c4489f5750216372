import { hydrateRoot } from 'react-dom/client';
import { Timetable } from './Timetable.jsx';

hydrateRoot(document.getElementById('root'), <Timetable />);
