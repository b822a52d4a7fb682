// A visitor with the guard in the pages, and third parties on addresses of their own.

import {launch} from '../../browser/harness/browser.mjs';
import {Site} from './site.mjs';
import {ThirdParty} from './third_party.mjs';

const RULES = 'MAP refused.test 127.0.0.2, MAP refused.test. 127.0.0.2, ' +
              'MAP *.refused.test 127.0.0.2, MAP granted.test. 127.0.0.3, ' +
              'MAP granted.test 127.0.0.3, MAP * 127.0.0.1';

let launched;

export async function closeBrowser() {
    await (await launched)?.close();
}

export class Visit {
    /** `options` are those of Site.start. */
    static async open(t, options) {
        const visit = new Visit();
        t.after(() => visit.#close());
        visit.site = await Site.start(options);
        // Playwright turns the back/forward cache off.
        launched ??= launch({rules: RULES,
                             ignoreDefaultArgs: ['--disable-back-forward-cache']});
        visit.context = await (await launched).newContext();
        visit.context.setDefaultTimeout(20_000);
        visit.page = await visit.newTab();
        return visit;
    }

    /** With a third party that is refused until `usage` is granted, and one that is not listed. */
    static async withThirdParties(t, options = {}) {
        const refused = await ThirdParty.start('127.0.0.2', 'refused.test');
        t.after(() => refused.stop());
        const other = await ThirdParty.start('127.0.0.3', 'granted.test');
        t.after(() => other.stop());
        const thirdParties = [{host: 'refused.test', category: 'usage'},
                              {host: '*.refused.test', category: 'usage'},
                              {host: 'open.refused.test', category: 'essential'}];
        const visit = await Visit.open(t, {...options, config: {thirdParties, ...options.config}});
        return Object.assign(visit, {refused, other});
    }

    /** What went wrong on any page: errors of the console, exceptions. */
    complaints = [];

    async newTab() {
        const page = await this.context.newPage();
        page.on('pageerror', (error) => this.complaints.push(String(error)));
        page.on('console', (message) => {
            if (['error', 'warning'].includes(message.type())) {
                this.complaints.push(message.text());
            }
        });
        return page;
    }

    goto(path) {
        return this.page.goto(this.site.url + path);
    }

    run(code, argument) {
        return this.page.evaluate(code, argument);
    }

    /** The names of the cookies that the browser has, in order. */
    async names() {
        return (await this.context.cookies()).map(({name}) => name).sort();
    }

    async #close() {
        await this.context?.close();
        await this.site?.stop();
    }
}
