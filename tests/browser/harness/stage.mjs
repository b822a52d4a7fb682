// A visitor, the proxy and the site behind it.

import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {newVisitor} from './browser.mjs';
import {Origin} from './origin.mjs';
import {Proxy} from './proxy.mjs';
import {registry} from './registry.mjs';

/** Under `test` Chromium sends no Sec-Fetch-* fields, as old browsers do everywhere and all of them
 * on plain http; under `localhost` it does, as on https. */
export const WORLDS = ['test', 'localhost'];

export class Stage {
    /** All of it, for this test; `keys` are those of `registry`. */
    static async open(t, world, keys) {
        const stage = new Stage();
        t.after(() => stage.#close());
        stage.world = world;
        stage.folder = await mkdtemp(join(tmpdir(), 'consent-proxy-browser-'));
        stage.origin = await Origin.start();
        await stage.#startProxy(keys, 0);
        stage.har = join(stage.folder, 'visit.har');
        stage.context = await newVisitor({recordHar: {path: stage.har}});
        stage.context.setDefaultTimeout(20_000);
        stage.page = await stage.context.newPage();
        return stage;
    }

    #proxy;

    get base() {
        return `http://www.example.${this.world}:${this.#proxy.port}`;
    }

    /** A page of another site, or of another host, which the proxy has no part in. */
    elsewhere(path, host = 'other') {
        return `http://${host}.${this.world}:${this.origin.port}${path}`;
    }

    /** Opens a page of the site; the names and values of its response's Set-Cookie fields. */
    async visit(path) {
        const response = await this.page.goto(this.base + path);
        assert.equal(response.status(), 200);
        return setCookies(response);
    }

    /** What the visitor's browser holds of the site, in order: `NAME DOMAIN PATH`. */
    async jar() {
        const cookies = await this.context.cookies(`${this.base}/news/`);
        return cookies.map(({name, domain, path}) => `${name} ${domain} ${path}`).sort();
    }

    /** The value of the one cookie of this name, or undefined. */
    async value(name) {
        const found = (await this.context.cookies()).filter((cookie) => cookie.name === name);
        assert.ok(found.length <= 1, `${found.length} cookies called ${name}`);
        return found[0]?.value;
    }

    /** Has the script of the page that is open write the visitor's choice: all of it or nothing. */
    choose(granted) {
        return this.page.evaluate((all) => globalThis.choose(all), granted);
    }

    /** Stops the proxy and starts it on the same port with this registry. */
    async restart(keys) {
        const port = this.#proxy.port;
        await this.#proxy.stop();
        await this.#startProxy(keys, port);
    }

    /** Ends the visit: `har` is complete then. The access log of the proxy, which has ended too. */
    async leave() {
        await this.context.close();
        const log = await this.#proxy.stop();
        this.context = this.#proxy = undefined;
        return log;
    }

    async #startProxy(keys, port) {
        const file = join(this.folder, 'registry.json');
        await writeFile(file, JSON.stringify(registry(keys), null, 1));
        this.#proxy = await Proxy.start(
            'run', '--upstream', this.origin.url, '--registry', file,
            '--listen', `127.0.0.1:${port}`, '--admin', '127.0.0.1:0', '--workers', '1',
            '--log-format', 'json');
    }

    async #close() {
        await this.context?.close();
        await this.#proxy?.stop();
        await this.origin?.stop();
        await rm(this.folder, {recursive: true, force: true});
    }
}

/** The values of a response's Set-Cookie fields, as they came. */
export async function setCookies(response) {
    const fields = await response.headersArray();
    return fields.filter(({name}) => name.toLowerCase() === 'set-cookie').map(({value}) => value);
}
