// Keeps the visitor's cookie choice inside the page: holds what a script writes or fetches without
// consent, and lets go of it once there is one. The first script of a page, so that no other script
// has the browser's own functions from before. One function expression; what the registry says is
// appended as its argument.
(function (config) {
    'use strict';

    const own = document.currentScript && document.currentScript.dataset;
    const cookieField = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    if (!own || !cookieField || !cookieField.set || window.consentProxy) {
        return;   // a very old browser, or a second copy: the proxy still enforces
    }

    const {setAttribute, setAttributeNS, getAttribute, hasAttribute, removeAttribute} =
        Element.prototype;
    const nativeFetch = window.fetch;

    let granted = (own.granted || '').split(' ').filter(Boolean);

    function has(category) {
        return granted.includes(category) || config.alwaysOn.includes(category);
    }

    // Replaces a method or constructor, where the browser has it.
    function wrap(owner, name, replacement) {
        if (owner && typeof owner[name] === 'function') {
            owner[name] = replacement(owner[name]);
        }
    }

    // Replaces the setter of a property, and its getter where there is another.
    function wrapProperty(type, name, change) {
        const owner = window[type] && window[type].prototype;
        const field = owner && Object.getOwnPropertyDescriptor(owner, name);
        if (field && field.set && field.configurable) {
            Object.defineProperty(owner, name, Object.assign({}, field, change(field)));
        }
    }

    // ---------------------------------------------------------------- cookies

    // `*` is any run of characters, the empty one too.
    function matches(pattern, name) {
        const parts = pattern.split('*');
        const first = parts.shift();
        if (parts.length === 0) {
            return name === first;
        }
        const last = parts.pop();
        const end = name.length - last.length;
        let at = first.length;
        if (at > end || !name.startsWith(first) || !name.endsWith(last)) {
            return false;
        }
        // The leftmost place is as good as any: what is left for the next part is longest then.
        for (const part of parts) {
            const found = name.indexOf(part, at);
            at = found + part.length;
            if (found < 0 || at > end) {
                return false;
            }
        }
        return true;
    }

    function isState(name) {
        return config.state.some((pattern) => matches(pattern, name));
    }

    function entryOf(name) {
        return config.cookies.find((entry) => matches(entry.name, name));
    }

    function isRefused(name) {
        const entry = name !== '' && !isState(name) && entryOf(name);
        return Boolean(entry) && !has(entry.category);
    }

    // May a script write this cookie? `deletes` is asked only where it matters.
    function allows(name, value, deletes) {
        if (name === '') {
            // A server would read the nameless `a=b` as the cookie `a`.
            return !value.includes('=') && config.unregistered === 'pass';
        }
        if (isState(name)) {
            return true;
        }
        const entry = entryOf(name);
        return (entry ? has(entry.category) : config.unregistered === 'pass') || deletes();
    }

    // Browsers trim no other white space around names and values (RFC 6265bis section 5.6).
    function trim(text) {
        return text.replace(/^[ \t]+|[ \t]+$/g, '');
    }

    // A cookie date (RFC 6265bis section 5.1.1) in ms, or NaN. One that browsers read in different
    // ways, for there are more numbers or letters behind one, counts as none.
    function cookieDate(text) {
        let time, day, month, year;
        for (const token of text.split(/[\t -/;-@[-`{-~]+/)) {
            const found = 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(
                token.slice(0, 3).toLowerCase());
            if (!/^\d/.test(token)) {
                month = month === undefined && token.length > 2 && found % 3 === 0 ? found / 3
                                                                                   : month;
            } else if (!time && /^\d\d?:\d\d?:\d\d?$/.test(token)) {
                time = token.split(':').map(Number);
            } else if (!day && /^\d\d?$/.test(token)) {
                day = Number(token);
            } else if (year === undefined && /^(\d\d|\d{4})$/.test(token)) {
                year = Number(token);
            } else {
                return NaN;
            }
        }
        if (!time || !day || month === undefined || year === undefined || time[0] > 23 ||
            time[1] > 59 || time[2] > 59) {
            return NaN;
        }
        year += year < 70 ? 2000 : year < 100 ? 1900 : 0;
        const date = new Date(Date.UTC(year, month, day, time[0], time[1], time[2]));
        return year < 1601 || date.getUTCDate() !== day ? NaN : date.getTime();
    }

    // Do these attributes make the browser forget the cookie? Only where a browser that takes the
    // last Max-Age and Expires and one that takes the last valid ones agree.
    function isDeletion(attributes) {
        const last = {};
        const valid = {};
        for (const attribute of attributes) {
            const parts = /^([^=]*)=?([^]*)$/.exec(attribute);
            const key = trim(parts[1]).toLowerCase();
            const value = trim(parts[2]);
            if ((key !== 'max-age' && key !== 'expires') || value.length > 1024) {
                continue;
            }
            const number = key === 'expires' ? cookieDate(value) - Date.now()
                         : /^-?\d+$/.test(value) ? Number(value) : NaN;
            last[key] = number;
            valid[key] = isNaN(number) ? valid[key] : number;
        }
        return [last, valid].every((read) => {
            const age = read['max-age'];
            return (age === undefined || isNaN(age) ? read.expires : age) <= 0;
        });
    }

    function mayWrite(text) {
        if (/[\0-\x08\n-\x1f\x7f]/.test(text)) {
            return false;   // browsers ignore it, or read no further
        }
        const attributes = text.split(';');
        const pair = attributes.shift();
        const equals = pair.indexOf('=');
        return allows(trim(pair.slice(0, Math.max(equals, 0))), pair.slice(equals + 1),
                      () => isDeletion(attributes));
    }

    function nameOf(text) {
        const pair = text.split(';', 1)[0];
        return trim(pair.slice(0, Math.max(pair.indexOf('='), 0)));
    }

    // The cookies that scripts can see, `name=value` each.
    function visibleCookies() {
        try {
            return cookieField.get.call(document).split(';').map(trim);
        } catch (error) {
            return [];   // a sandboxed frame has none
        }
    }

    // Where a cookie of this page can have been put, as far as one can guess.
    function places(entry) {
        const labels = config.expire === 'host' ? [] : location.hostname.split('.');
        const domains = labels.map((label, index) => '; Domain=' + labels.slice(index).join('.'));
        const paths = ['/', '/' + location.pathname.split('/')[1], entry.path || '/'];
        const found = new Set();   // each once
        for (const domain of ['', ...domains]) {
            paths.forEach((path) => found.add('; Path=' + path + domain));
        }
        return found;
    }

    // Deletes what is there and refused. Unregistered cookies stay: a sibling site may own them.
    function purge() {
        if (config.expire === 'none') {
            return;
        }
        for (const name of new Set(visibleCookies().map(nameOf).filter(isRefused))) {
            const where = places(entryOf(name));
            const isThere = () => visibleCookies().some((text) => nameOf(text) === name);
            // By plain http nothing with Secure can be written, so that comes only when needed.
            for (const more of ['', '; Secure', '; Secure; Partitioned']) {
                if (isThere()) {
                    where.forEach((place) => cookieField.set.call(
                        document, name + '=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT' +
                                      place + more));
                }
            }
        }
    }

    wrapProperty('Document', 'cookie', (field) => ({
        set(text) {
            text = String(text);
            if (mayWrite(text)) {
                field.set.call(this, text);
                if (isState(nameOf(text))) {
                    follow();
                }
            }
        },
    }));

    wrap(window.CookieStore && CookieStore.prototype, 'set', (native) => function (first, second) {
        const write = first !== null && typeof first === 'object' ? first
                                                                  : {name: first, value: second};
        const deletes = () => typeof write.expires === 'number' && write.expires <= Date.now();
        return allows(trim(String(write.name)), String(write.value), deletes)
            ? native.apply(this, arguments) : Promise.resolve();
    });

    // ---------------------------------------------------------------- third parties

    // What an element fetches from, by its tag.
    const FETCHING = {
        script: ['src', 'href', 'xlink:href'], img: ['src', 'srcset'], iframe: ['src'],
        frame: ['src'], link: ['href', 'imagesrcset'], video: ['src', 'poster'], audio: ['src'],
        source: ['src', 'srcset'], track: ['src'], embed: ['src'], object: ['data'],
        input: ['src'], image: ['href', 'xlink:href'], use: ['href', 'xlink:href'],
        feimage: ['href', 'xlink:href'],
    };
    const TAGS = Object.keys(FETCHING);
    const ATTRIBUTES = ['src', 'srcset', 'imagesrcset', 'href', 'xlink:href', 'data', 'poster'];
    // What else the proxy takes out of the tags that a page comes with, of any element.
    const ONLY_RESTORED = ['style', 'background', 'ping'];
    const HELD = 'data-consent-';
    const HELD_CATEGORY = HELD + 'category';
    const XLINK = 'http://www.w3.org/1999/xlink';

    // Exact hosts first, then the longer the name the better.
    const thirdParties = config.thirdParties.slice().sort(
        (a, b) => a.host.startsWith('*') - b.host.startsWith('*') || b.host.length - a.host.length);
    let refusedHosts = [];   // those that are refused now, without their `*`
    let observer;

    function thirdPartyOf(url) {
        try {
            const {protocol, host, hostname} = new URL(url, document.baseURI);
            if (!/^(https?|wss?):$/.test(protocol) || host === location.host) {
                return undefined;
            }
            const name = hostname.replace(/\.$/, '');
            return thirdParties.find((party) => party.host.startsWith('*')
                ? name.endsWith(party.host.slice(1)) : name === party.host);
        } catch (error) {
            return undefined;   // no URL: nothing is fetched
        }
    }

    function partiesIn(attribute, value) {
        const urls = /srcset$|^style$|^ping$/.test(attribute) ? value.split(/[\s,"'()]+/) : [value];
        return urls.map(thirdPartyOf).filter(Boolean);
    }

    // The category for the lack of which nothing may be fetched from there, or undefined.
    function refusing(attribute, value) {
        const party = refusedHosts.length > 0 &&
                      partiesIn(attribute, String(value)).find(({category}) => !has(category));
        return party ? party.category : undefined;
    }

    function isFetching(element, attribute) {
        const tag = element.localName.toLowerCase();
        return FETCHING.hasOwnProperty(tag) && FETCHING[tag].includes(attribute);
    }

    // Keeps a refused value beside the attribute. One that may be fetched replaces a kept one.
    function hold(element, attribute, value) {
        const category = refusing(attribute, value);
        if (category) {
            setAttribute.call(element, HELD + attribute, value);
            setAttribute.call(element, HELD_CATEGORY, category);
        } else if (hasAttribute.call(element, HELD + attribute)) {
            removeAttribute.call(element, HELD + attribute);
        }
        return Boolean(category);
    }

    let policy;

    // This text, which is the page's own, as Trusted Types let it pass; `otherwise` where there is
    // no such thing, or where the page allows no policy of this name.
    function trusted(make, text, otherwise) {
        if (policy === undefined) {
            const same = (value) => value;
            try {
                policy = window.trustedTypes.createPolicy(
                    'consent-proxy', {createHTML: same, createScriptURL: same});
            } catch (error) {
                policy = null;
            }
        }
        return policy ? policy[make](text) : otherwise;
    }

    function put(element, attribute, value) {
        if (/^(script|embed|object)$/.test(element.localName)) {
            value = trusted('createScriptURL', value, value);
        }
        try {
            setAttributeNS.call(element, attribute === 'xlink:href' ? XLINK : null, attribute,
                                value);
        } catch (error) {
            // Trusted Types do not let it: the script comes with the next page.
        }
    }

    // A script with text has run already, as one without source: a fresh one has to take its place.
    function freshScript(script) {
        const fresh = document.createElementNS(script.namespaceURI, 'script');
        for (const {name, value} of [...script.attributes]) {
            if (!/^on/i.test(name)) {
                setAttribute.call(fresh, name, value);
            }
        }
        fresh.nonce = script.nonce;
        script.replaceWith(fresh);
        return fresh;
    }

    // Gives an element back what was kept and may be fetched now. Only from hosts of the registry:
    // what else stands in such an attribute may come from anybody who may write `data-` ones.
    function restore(element) {
        const held = ATTRIBUTES.concat(ONLY_RESTORED).filter(
            (name) => hasAttribute.call(element, HELD + name));
        const free = held.filter((name) => {
            const value = getAttribute.call(element, HELD + name);
            return (isFetching(element, name) || ONLY_RESTORED.includes(name)) &&
                   !refusing(name, value) && partiesIn(name, value).length > 0;
        });
        if (free.length === 0) {
            return;
        }
        if (element.localName === 'script') {
            element = element.textContent ? freshScript(element) : element;
            element.async = hasAttribute.call(element, 'async');   // others run in order
        }
        for (const name of free) {
            put(element, name, getAttribute.call(element, HELD + name));
            removeAttribute.call(element, HELD + name);
        }
        if (free.length === held.length) {
            removeAttribute.call(element, HELD_CATEGORY);
        }
        // A player that found nothing to play looks again only when it is told to.
        if (element.localName === 'source' && element.parentNode instanceof HTMLMediaElement) {
            element.parentNode.load();
        }
    }

    function isElement(node) {
        return node.nodeType === Node.ELEMENT_NODE;
    }

    // What came past the functions below is caught here, when the request may have left.
    function check(element) {
        if (hasAttribute.call(element, HELD_CATEGORY)) {
            restore(element);
        }
        for (const name of FETCHING[element.localName.toLowerCase()] || []) {
            const value = getAttribute.call(element, name);
            if (value !== null && refusing(name, value)) {
                hold(element, name, value);
                removeAttribute.call(element, name);
            }
        }
    }

    function observe(records) {
        for (const {type, target, addedNodes} of records) {
            if (type === 'attributes') {
                check(target);
            }
            for (const node of [...addedNodes].filter(isElement)) {
                [node, ...node.querySelectorAll(TAGS.join(','))].forEach(check);
            }
        }
    }

    // Who is refused now.
    function arm() {
        refusedHosts = thirdParties.filter(({category}) => !has(category)).map(
            ({host}) => host.replace('*', ''));
        if (refusedHosts.length > 0 && !observer) {
            observer = new MutationObserver(observe);
            observer.observe(document, {childList: true, subtree: true, attributes: true,
                                        attributeFilter: ATTRIBUTES});
        }
    }

    const TAG = new RegExp('<(' + TAGS.join('|') +
                           ')(?=[\\s/])((?:"[^"]*"|\'[^\']*\'|[^"\'>])*)>', 'gi');
    const ATTRIBUTE = new RegExp('([\\s"\'/])(' + ATTRIBUTES.join('|') +
                                 ')(\\s*=\\s*)("[^"]*"|\'[^\']*\'|[^\\s"\'>]+)', 'gi');

    // The tag with the attributes renamed that are refused. The category goes in the quotes that
    // the value had: whatever surrounds the tag, these do not end it.
    function inertTag(tag, name, rest) {
        let marked = false;
        return '<' + name + rest.replace(ATTRIBUTE, (all, before, attribute, equals, value) => {
            const key = attribute.toLowerCase();
            const quote = /^["']/.test(value) ? value[0] : '';
            const category = FETCHING[name.toLowerCase()].includes(key) &&
                             refusing(key, value.slice(quote.length, value.length - quote.length));
            if (!category) {
                return all;
            }
            const mark = marked ? '' : HELD_CATEGORY + '=' + quote + category + quote + ' ';
            marked = true;
            return before + mark + HELD + key + equals + value;
        }) + '>';
    }

    // Markup in which no tag fetches from who is refused. It stays text, for document.write gets
    // markup in pieces that no parser could take alone.
    function inert(markup) {
        const text = refusedHosts.length > 0 ? String(markup) : '';
        const lower = text.toLowerCase();
        const changed = refusedHosts.some((host) => lower.includes(host))
            ? text.replace(TAG, inertTag) : text;
        if (changed === text) {
            return markup;
        }
        return typeof markup === 'string' ? changed : trusted('createHTML', changed, markup);
    }

    // A connection that could not be made, as a script sees it.
    function deadSocket(type, url, state, events) {
        const socket = Object.setPrototypeOf(new EventTarget(), type.prototype);
        // The type's own accessors would throw: it is none of them.
        for (const [name, value] of Object.entries(
            {url, readyState: state, protocol: '', extensions: '', bufferedAmount: 0,
             binaryType: 'blob', withCredentials: false, onopen: null, onmessage: null,
             onerror: null, onclose: null, send() {}, close() {}})) {
            Object.defineProperty(socket, name, {value, writable: true, configurable: true});
        }
        setTimeout(() => {
            for (const name of events) {
                const event = new Event(name);
                socket.dispatchEvent(event);
                if (typeof socket['on' + name] === 'function') {
                    socket['on' + name](event);
                }
            }
        });
        return socket;
    }

    function networkError() {
        return new TypeError('No consent for this host');
    }

    function guardMarkup() {
        for (const type of ['Element', 'ShadowRoot']) {
            for (const name of ['innerHTML', 'outerHTML']) {
                wrapProperty(type, name, (field) => ({
                    set(markup) { field.set.call(this, inert(markup)); },
                }));
            }
        }
        wrapProperty('HTMLIFrameElement', 'srcdoc', (field) => ({
            set(markup) { field.set.call(this, inert(markup)); },
        }));
        for (const [type, name, index] of [
            ['Element', 'insertAdjacentHTML', 1], ['Element', 'setHTMLUnsafe', 0],
            ['ShadowRoot', 'setHTMLUnsafe', 0], ['Range', 'createContextualFragment', 0],
            ['DOMParser', 'parseFromString', 0]]) {
            wrap(window[type] && window[type].prototype, name, (native) => function (...rest) {
                rest[index] = inert(rest[index]);
                return native.apply(this, rest);
            });
        }
        for (const name of ['write', 'writeln']) {
            wrap(Document.prototype, name, (native) => function (...pieces) {
                return native.call(this, inert(pieces.length === 1 ? pieces[0] : pieces.join('')));
            });
        }
    }

    function guardAttributes() {
        const properties = {
            Script: ['src'], Image: ['src', 'srcset'], IFrame: ['src'], Frame: ['src'],
            Link: ['href', 'imageSrcset'], Media: ['src'], Video: ['poster'],
            Source: ['src', 'srcset'], Track: ['src'], Embed: ['src'], Object: ['data'],
            Input: ['src'],
        };
        for (const type of Object.keys(properties)) {
            for (const property of properties[type]) {
                const attribute = property.toLowerCase();
                wrapProperty('HTML' + type + 'Element', property, (field) => ({
                    get() {
                        const kept = getAttribute.call(this, HELD + attribute);
                        return kept === null ? field.get.call(this)
                             : attribute.endsWith('srcset') ? kept
                             : new URL(kept, document.baseURI).href;
                    },
                    set(value) {
                        if (!hold(this, attribute, value)) {
                            field.set.call(this, value);
                        }
                    },
                }));
            }
        }
        wrap(Element.prototype, 'setAttribute', (native) => function (name, value) {
            const attribute = String(name).toLowerCase();
            if (attribute === 'srcdoc' && this.localName === 'iframe') {
                return native.call(this, name, inert(value));
            }
            return isFetching(this, attribute) && hold(this, attribute, value)
                ? undefined : native.apply(this, arguments);
        });
        wrap(Element.prototype, 'setAttributeNS', (native) => function (space, name, value) {
            const local = String(name).replace(/^.*:/, '').toLowerCase();
            const attribute = space === XLINK ? 'xlink:' + local : local;
            return (!space || space === XLINK) && isFetching(this, attribute) &&
                   hold(this, attribute, value) ? undefined : native.apply(this, arguments);
        });
        // Its constructor sets `src` past the setter.
        wrap(window, 'Audio', (native) => {
            const Audio = function (url) {
                return Reflect.construct(native, refusing('src', url) ? [] : arguments,
                                         new.target || native);
            };
            Audio.prototype = native.prototype;
            return Audio;
        });
    }

    function guardRequests() {
        wrap(window, 'fetch', (native) => function (input) {
            const url = input && typeof input === 'object' && 'url' in input ? input.url : input;
            return refusing('', url) ? Promise.reject(networkError())
                                     : native.apply(this, arguments);
        });
        wrap(window.Navigator && Navigator.prototype, 'sendBeacon', (native) => function (url) {
            return refusing('', url) ? false : native.apply(this, arguments);
        });
        const refused = new WeakMap();   // request -> is it asynchronous?
        wrap(XMLHttpRequest.prototype, 'open', (native) => function (method, url, async) {
            delete this.readyState;
            refused.delete(this);
            if (refusing('', url)) {
                refused.set(this, async === undefined || Boolean(async));
            }
            return native.apply(this, arguments);
        });
        wrap(XMLHttpRequest.prototype, 'send', (native) => function () {
            if (!refused.has(this)) {
                return native.apply(this, arguments);
            }
            if (!refused.get(this)) {
                throw new DOMException('No consent for this host', 'NetworkError');
            }
            setTimeout(() => {
                Object.defineProperty(this, 'readyState', {value: 4, configurable: true});
                this.dispatchEvent(new Event('readystatechange'));
                this.dispatchEvent(new ProgressEvent('error'));
                this.dispatchEvent(new ProgressEvent('loadend'));
            });
            return undefined;
        });
        for (const [name, closed, events] of [['WebSocket', 3, ['error', 'close']],
                                              ['EventSource', 2, ['error']]]) {
            wrap(window, name, (native) => {
                const Guarded = function (url) {
                    return new.target && refusing('', url)
                        ? deadSocket(new.target, String(url), closed, events)
                        : Reflect.construct(native, arguments, new.target);
                };
                Guarded.prototype = native.prototype;
                Guarded.prototype.constructor = Guarded;
                return Object.setPrototypeOf(Guarded, native);   // for WebSocket.OPEN and so on
            });
        }
    }

    // ---------------------------------------------------------------- changes of the choice

    // What the consent cookies say, to see whether somebody changed them.
    function state() {
        return visibleCookies().filter((text) => isState(nameOf(text))).join(';');
    }

    let known = state();
    let turn = 0;   // of answers that cross only the last counts

    function apply(list) {
        const before = granted;
        granted = list.filter((id) => typeof id === 'string');
        granted = config.alwaysOn.filter((id) => !granted.includes(id)).concat(granted);
        arm();
        purge();
        document.querySelectorAll('[' + HELD_CATEGORY + ']').forEach(restore);
        const withdrawn = before.filter((id) => !has(id));
        if (withdrawn.length > 0 || granted.some((id) => !before.includes(id))) {
            document.dispatchEvent(new CustomEvent(
                'consentproxy:change', {detail: {granted: granted.slice(), withdrawn}}));
        }
    }

    // Only the proxy reads the site's own format of the choice.
    function ask() {
        const asked = ++turn;
        known = state();
        nativeFetch.call(window, config.base + '/policy', {cache: 'no-store'})
            .then((answer) => answer.json())
            .then((answer) => {
                if (asked === turn && Array.isArray(answer.granted)) {
                    apply(answer.granted);
                }
            })
            .catch(() => {});   // the next page knows
    }

    // A script that saves a choice writes more than one cookie: this waits for the last.
    function follow() {
        setTimeout(() => {
            if (state() !== known) {
                ask();
            }
        });
    }

    function followOthers() {
        if (window.cookieStore && cookieStore.addEventListener) {
            cookieStore.addEventListener('change', ({changed, deleted}) => {
                if ([...changed, ...deleted].some(({name}) => isState(name))) {
                    follow();
                }
            });
        }
        document.addEventListener('visibilitychange', follow);
        window.addEventListener('pageshow', follow);
    }

    // Back or forward, browsers show the page that they kept, without asking the site.
    function isHistoric() {
        const [navigation] = performance.getEntriesByType('navigation');
        return Boolean(navigation) && navigation.type === 'back_forward';
    }

    Object.defineProperty(window, 'consentProxy', {
        value: Object.freeze({
            get granted() { return granted.slice(); },
            has,
            update(list) {
                ++turn;
                known = state();
                apply(list);
            },
        }),
    });
    if (thirdParties.length > 0) {
        guardMarkup();
        guardAttributes();
        guardRequests();
        arm();
    }
    if (isHistoric()) {
        ask();   // first: what was granted since then must not go
    } else if (config.expireWhen !== 'decided' || own.decided === 'true') {
        purge();
    }
    followOthers();
})
