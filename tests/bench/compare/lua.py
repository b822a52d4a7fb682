"""The consent job as somebody who knows nginx would write it in Lua: the policy decoded once and
kept, each Set-Cookie looked up in a table made from the registry, the default given on a first
visit."""

import json

from message import DEFAULT
from registry import GOVUK, always_on, names

SCRIPT = """\
local cjson = require "cjson.safe"
local find, sub, lower = string.find, string.sub, string.lower
local exact = {exact}
local prefixes = {prefixes}
local always = {always}
local default = {default}
local choices, kept = {{}}, 0

local function decode(raw)
    local choice = cjson.decode(ngx.unescape_uri(raw))
    if type(choice) ~= "table" then
        choice = false
    end
    if kept == 8192 then
        choices, kept = {{}}, 0
    end
    choices[raw], kept = choice, kept + 1
    return choice
end

local function category_of(name)
    local category = exact[name]
    if category then
        return category
    end
    for i = 1, #prefixes do
        if sub(name, 1, #prefixes[i][1]) == prefixes[i][1] then
            return prefixes[i][2]
        end
    end
end

local function passes(field, choice)
    local ends = find(field, "=", 1, true)
    local category = ends and category_of(sub(field, 1, ends - 1))
    if category and (always[category] or choice and choice[category] == true) then
        return true
    end
    return find(lower(field), "max-age=0", 1, true) ~= nil
end

local function guard(header)
    local kept_by = header["Cache-Control"]
    if not kept_by then
        header["Cache-Control"] = "private"
    elseif not find(kept_by, "private", 1, true) and not find(kept_by, "no-store", 1, true) then
        header["Cache-Control"] = kept_by .. ", private"
    end
end

local function filter()
    local raw = ngx.var.cookie_{cookie}
    local choice = raw and choices[raw]
    if raw and choice == nil then
        choice = decode(raw)
    end
    local header = ngx.header
    local fields = header["Set-Cookie"] or {{}}
    if type(fields) == "string" then
        fields = {{fields}}
    end
    local out, count = {{}}, 0
    for i = 1, #fields do
        if passes(fields[i], choice) then
            count = count + 1
            out[count] = fields[i]
        end
    end
    local touched = count < #fields
    if not choice and ngx.var.http_sec_fetch_dest == "document" then
        out[count + 1] = default
        touched = true
    end
    if touched then
        header["Set-Cookie"] = out
        guard(header)
    end
end

return {{filter = filter}}
"""


def _table(pairs):
    return "{" + ", ".join(f"[{json.dumps(key)}] = {value}" for key, value in pairs) + "}"


def script():
    """The module `consent`."""
    listed = names()
    patterns = {name: category for name, category in listed.items() if "*" in name}
    assert all(name.index("*") == len(name) - 1 for name in patterns), patterns
    by_length = sorted(patterns.items(), key=lambda entry: -len(entry[0]))
    rows = ", ".join(f"{{{json.dumps(name[:-1])}, {json.dumps(category)}}}"
                     for name, category in by_length)
    return SCRIPT.format(
        exact=_table((name, json.dumps(category)) for name, category in listed.items()
                     if name not in patterns),
        prefixes="{" + rows + "}", always=_table((one, "true") for one in always_on()),
        default="[[" + DEFAULT + "]]", cookie=GOVUK["consent"]["cookie"])
