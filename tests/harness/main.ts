import { mount } from 'svelte';
import '../../src/styles/base.css';
import Harness from './Harness.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app');
mount(Harness, { target });
