// The old site's own script, which sets cookies as such scripts do. Below that, what keeps the figures
// of the demo fresh; without it a visitor reloads the page.
(function () {
    'use strict';

    const cookies = JSON.parse(document.currentScript.dataset.cookies);

    function setCookies() {
        for (const text of cookies) {
            document.cookie = text;
        }
    }

    setCookies();

    const view = document.getElementById('site-view');
    const browser = document.getElementById('browser-view');

    function look() {
        if (browser) {
            browser.contentWindow.location.replace(browser.src);
        }
    }

    async function ask() {
        const answer = await fetch(location.href);
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        view.innerHTML = page.getElementById('site-view').innerHTML;
    }

    if (!view) {
        return;
    }
    document.addEventListener('consentproxy:change', async () => {
        setCookies();
        await ask();   // the answer sets cookies, and
        await ask();   // this brings them
        look();
    });
    // Whatever comes later than the page: from other websites, and the cookies of their scripts.
    document.addEventListener('load', ({target}) => target !== browser && look(), true);
    window.addEventListener('load', look);
    if (window.cookieStore && cookieStore.addEventListener) {
        cookieStore.addEventListener('change', look);
    }
})();
