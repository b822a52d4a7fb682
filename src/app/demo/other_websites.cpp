#include "app/demo/page.hpp"

#include <fmt/format.h>

namespace app::demo {

std::string other_websites(const Surroundings& around, const Visit& visit) {
    if (visit.local_name.empty()) {
        return "<p>What this site shows of other websites, and what your browser holds, can be "
               "seen "
               "only on the machine that the demo runs on.</p>\n";
    }
    return fmt::format(R"html(<h2>From other websites</h2>
<p>What waits for your consent has a dashed line around it. Until then nothing is asked of them, and the
video is a link.</p>
<div class="views">
<section aria-labelledby="counter">
<h3 id="counter">A visit counter (usage)</h3>
<p><img src="{0}/count.svg" width="280" height="48" alt="Visit counter"></p>
<script src="{0}/count.js"></script>
</section>
<section aria-labelledby="advert">
<h3 id="advert">An advertisement (campaigns)</h3>
<iframe src="{1}/notice" title="Advertisement"></iframe>
</section>
<section aria-labelledby="video">
<h3 id="video">A video (campaigns)</h3>
<iframe src="https://www.youtube-nocookie.com/embed/jNQXAC9IVRw" title="Me at the zoo"></iframe>
</section>
</div>
)html",
                       around.counter_url, around.adverts_url);
}

}   // namespace app::demo
