// Sends the choice made in the banner without leaving the page, so that no half-filled form is
// lost. Without this script the banner is a plain form, and whenever something fails here, too.
(function () {
    'use strict';

    const banner = document.getElementById('consent-proxy-banner');
    const form = banner && banner.querySelector('form');
    if (!form || !window.fetch || !window.URLSearchParams) {
        return;
    }

    const question = banner.querySelector('.consent-proxy-question');
    const decidedCookie = banner.getAttribute('data-decided-cookie');
    let pressed;   // the last button, for browsers without SubmitEvent.submitter
    let before;    // what had the focus before the banner
    let sending = false;

    function isAsking() {
        return Boolean(question) && !question.hidden && !banner.hidden;
    }

    // Has the visitor chosen, in another tab or on a page seen before this one?
    function isDecided() {
        try {
            return document.cookie.split(';').some((text) => {
                const [name, ...value] = text.trim().split('=');
                return name === decidedCookie && !['', 'false'].includes(value.join('='));
            });
        } catch (error) {
            return false;   // a sandboxed frame has no cookies
        }
    }

    // For a page that the browser kept. Where no cookie tells, only the proxy knows.
    function hideIfOutdated() {
        if (sending) {
            return;
        }
        if (isDecided()) {
            hide();
        } else if (!decidedCookie) {
            fetch(banner.getAttribute('data-base') + '/policy', {cache: 'no-store'})
                .then((answer) => answer.json())
                .then(({decided}) => decided && hide())
                .catch(() => {});   // then the question stays
        }
    }

    function hide() {
        const hadFocus = banner.contains(document.activeElement);
        banner.hidden = true;
        if (hadFocus) {
            focusBehind();
        }
    }

    // Back to where the visitor was, or else on to the page's content.
    function focusBehind() {
        const target = before && before.isConnected
            ? before : document.querySelector('main, [role="main"], h1') || document.body;
        target.focus();
        if (document.activeElement !== target) {
            target.setAttribute('tabindex', '-1');
            target.addEventListener('blur', () => target.removeAttribute('tabindex'),
                                    {once: true});
            target.focus();
        }
    }

    function hideIfDecided() {
        if (isAsking() && !sending && isDecided()) {
            hide();
        }
    }

    // The section that says what was chosen takes the question's place.
    function show(notice, receipt) {
        const section = banner.querySelector('.consent-proxy-' + notice);
        if (!section) {
            hide();
            return;
        }
        const place = receipt && section.querySelector('.consent-proxy-receipt');
        if (place) {
            (place.querySelector('.consent-proxy-receipt-id') || place).textContent = receipt;
            place.hidden = false;
        }
        question.hidden = true;
        section.hidden = false;
        section.focus();
    }

    // As if this script were not there.
    function submitPlainly(button) {
        const field = document.createElement('input');
        field.type = 'hidden';
        field.name = button.name;
        field.value = button.value;
        form.appendChild(field);
        HTMLFormElement.prototype.submit.call(form);
    }

    function send(button) {
        const body = new URLSearchParams();
        form.querySelectorAll('input[type="hidden"]').forEach(
            ({name, value}) => body.append(name, value));
        body.append(button.name, button.value);
        return fetch(form.getAttribute('action'), {
            method: 'POST', body, credentials: 'same-origin', headers: {Accept: 'application/json'},
        }).then((response) => {
            if (!response.ok) {
                throw new Error('refused');
            }
            return response.json();
        });
    }

    function choose(button) {
        sending = true;
        send(button).then(({granted, notice, receipt}) => {
            if (window.consentProxy) {
                window.consentProxy.update(granted);
            }
            show(notice, receipt);
            sending = false;
        }).catch(() => submitPlainly(button));
    }

    form.addEventListener('click', ({target}) => {
        pressed = target.closest('button') || pressed;
    });
    form.addEventListener('submit', (event) => {
        const button = event.submitter || pressed;
        if (!button) {
            return;
        }
        event.preventDefault();
        if (button.name === 'hide') {
            hide();
        } else if (!sending) {
            choose(button);
        }
    });
    banner.addEventListener('focusin', ({relatedTarget}) => {
        if (relatedTarget && !banner.contains(relatedTarget)) {
            before = relatedTarget;
        }
    });

    // Back and forward show a page as it was left, with the banner or a message in it.
    window.addEventListener('pageshow', ({persisted}) => {
        if (persisted) {
            hideIfOutdated();
        }
    });
    const [navigation] = performance.getEntriesByType('navigation');
    if (navigation && navigation.type === 'back_forward') {
        hideIfOutdated();
    }
    document.addEventListener('visibilitychange', hideIfDecided);
    document.addEventListener('consentproxy:change', hideIfDecided);
    if (window.cookieStore && cookieStore.addEventListener) {
        cookieStore.addEventListener('change', hideIfDecided);
    }
    hideIfDecided();
})();
