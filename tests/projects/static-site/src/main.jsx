import { render } from 'preact';
import { Harbours } from './Harbours.jsx';

render(<Harbours />, document.getElementById('root'));
