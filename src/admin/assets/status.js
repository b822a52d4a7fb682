// Shows what is new without a reload: the page is fetched again and its <main> put in the place of
// the old one. Nothing here is needed to read the page or to press its buttons.
'use strict';

const SECONDS = 5;

let running = true;
let timer;

function buttons() {
    return [...document.querySelectorAll('main form button')];
}

async function refresh() {
    const selection = document.getSelection();
    if (document.hidden || (selection && !selection.isCollapsed)) {
        return;   // nobody looks, or somebody has marked something
    }
    let text;
    try {
        const response = await fetch('/', {headers: {Accept: 'text/html'}, cache: 'no-store'});
        if (!response.ok) {
            throw new Error(response.statusText);
        }
        text = await response.text();
    } catch {
        document.body.classList.add('lost');
        note.textContent = 'No answer.';
        return;
    }
    document.body.classList.remove('lost');
    note.textContent = '';
    const fresh = new DOMParser().parseFromString(text, 'text/html');
    const at = buttons().indexOf(document.activeElement);   // who is at a button stays there
    document.querySelector('main').replaceWith(fresh.querySelector('main'));
    document.title = fresh.title;
    if (at >= 0) {
        buttons()[at]?.focus({preventScroll: true});
    }
}

function run() {
    clearInterval(timer);
    timer = running ? setInterval(refresh, SECONDS * 1000) : undefined;
    button.textContent = running ? 'Pause' : 'Resume';
    says.textContent = running ? `Refreshed every ${SECONDS} seconds.` : 'Paused.';
}

const place = document.querySelector('.refresh');
const note = document.createElement('span');
const says = document.createElement('span');
const button = document.createElement('button');
note.setAttribute('role', 'status');
button.type = 'button';
button.addEventListener('click', () => {
    running = !running;
    run();
});
place.append(note, ' ', says, ' ', button);
run();
