// A visitor, the proxy with pages of its own, and a site that has none.

import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {newKeepingVisitor} from './browser.mjs';
import {BY_HEADER, BY_SCRIPT, LegacySite} from './legacy_site.mjs';
import {Proxy} from './proxy.mjs';

const STATE = ['cookies_policy', 'cookies_preferences_set'];

function category(id, title, ...cookies) {
    return {id, title, description: `What ${id} cookies are for.`,
            cookies: cookies.map((name) => ({name, purpose: `The purpose of ${name}`,
                                             expires: '1 hour'}))};
}

/** `pages` and `keys` are put over what stands here. */
export function legacyRegistry({pages = {}, ...keys} = {}) {
    return {
        registry: 1,
        site: 'Legacy',
        consent: {cookie: STATE[0], decided: STATE[1]},
        pages: {language: 'en', ...pages},
        categories: [
            category('essential', 'Essential cookies', 'SESSION', 'basket'),
            category('settings', 'Settings cookies', 'theme', 'colours'),
            category('usage', 'Usage cookies', '_ga', '_ga_*'),
            category('campaigns', 'Campaign cookies', 'campaign_*'),
        ],
        ...keys,
    };
}

export class LegacyStage {
    /** `site` are pages of LegacySite, `registry` is given to legacyRegistry, `visitor` to the
     * browser; with `script: false` no script runs. `world` as in stage.mjs. */
    static async open(t, {site, registry, visitor, script = true, world = 'localhost'} = {}) {
        const stage = new LegacyStage();
        t.after(() => stage.#close());
        stage.world = world;
        stage.script = script;
        stage.site = await LegacySite.start(site);
        stage.folder = await mkdtemp(join(tmpdir(), 'consent-proxy-pages-'));
        const file = join(stage.folder, 'registry.json');
        await writeFile(file, JSON.stringify(legacyRegistry(registry), null, 1));
        stage.#proxy = await Proxy.start(
            'run', '--upstream', stage.site.url, '--registry', file, '--listen', '127.0.0.1:0',
            '--admin', '127.0.0.1:0', '--workers', '1', '--no-access-log');
        stage.context = await newKeepingVisitor({javaScriptEnabled: script, ...visitor});
        stage.context.setDefaultTimeout(10_000);
        stage.page = await stage.newTab();
        return stage;
    }

    /** What went wrong on any page: errors and warnings of the console, exceptions. */
    complaints = [];
    #proxy;

    get base() {
        return `http://www.legacy.${this.world}:${this.#proxy.port}`;
    }

    /** The banner's element, on this page or another. */
    banner(page = this.page) {
        return page.locator('#consent-proxy-banner');
    }

    button(name, page = this.page) {
        return page.getByRole('button', {name});
    }

    async newTab() {
        const page = await this.context.newPage();
        page.on('pageerror', (error) => this.complaints.push(String(error)));
        page.on('console', (message) => {
            // By plain http browsers do not listen to it.
            if (['error', 'warning'].includes(message.type()) &&
                !message.text().startsWith('Clear-Site-Data header')) {
                this.complaints.push(message.text());
            }
        });
        return page;
    }

    /** Opens a page of the site, and gives its response. */
    async visit(path, page = this.page) {
        return page.goto(this.base + path);
    }

    /** Presses the button, and waits until what it asked for is there. */
    async choose(name) {
        await this.button(name).click();
        await this.button('Hide cookie message').waitFor();
    }

    /** The names of what the browser has of the site, in order, but for the consent state. */
    async names() {
        const cookies = await this.context.cookies(`${this.base}/`);
        return cookies.map(({name}) => name).filter((name) => !STATE.includes(name)).sort();
    }

    /** What the site's pages leave behind where these categories are granted. */
    allowed(...granted) {
        const set = {...BY_HEADER, ...this.script ? BY_SCRIPT : {}};
        return Object.keys(set).filter((name) => ['essential', ...granted].includes(set[name]))
                     .sort();
    }

    /** The choice as the browser keeps it, and the decided cookie. */
    async state() {
        const cookies = await this.context.cookies(`${this.base}/`);
        const [policy, decided] = STATE.map(
            (name) => cookies.find((cookie) => cookie.name === name)?.value);
        return {policy: policy && JSON.parse(policy), decided};
    }

    /** A file beside the registry. */
    async read(name) {
        return readFile(join(this.folder, name), 'utf8');
    }

    /** Stops the proxy: what it had to write is written then. */
    async stopProxy() {
        await this.#proxy.stop();
        this.#proxy = undefined;
    }

    async #close() {
        await this.context?.close();
        await this.#proxy?.stop();
        await this.site?.stop();
        await rm(this.folder, {recursive: true, force: true});
    }
}

/** The policy that grants these categories besides what is essential. */
export function granting(...granted) {
    return {essential: true, settings: granted.includes('settings'),
            usage: granted.includes('usage'), campaigns: granted.includes('campaigns')};
}

/** Asserts that this page shows no banner and no message. */
export async function assertNoBanner(stage, what, page = stage.page) {
    assert.equal(await stage.banner(page).filter({visible: true}).count(), 0, what);
}
