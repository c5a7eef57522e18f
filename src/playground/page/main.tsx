import { render } from 'preact';
import { App } from './app.tsx';
import './style/base.css';
import './style/lists.css';
import './style/conversation.css';
import './style/composer.css';
import './style/card.css';
import './style/colours.css';
import './style/fields.css';
import './style/phone.css';

const place = document.querySelector('#app');
if (place !== null) render(<App />, place);
