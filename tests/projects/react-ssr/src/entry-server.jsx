import { renderToString } from 'react-dom/server';
import { Timetable } from './Timetable.jsx';

export const render = () => renderToString(<Timetable />);
