import dayjs from 'dayjs';
import { nextDeparture } from '@ferry/dates';

const now = dayjs();
document.title = `Next ferry: ${nextDeparture(now.hour() * 60 + now.minute())}`;
