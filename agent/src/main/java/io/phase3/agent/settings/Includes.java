package io.phase3.agent.settings;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.util.Collections;

/**
 * Follows the {@code include} statements of one text to other files, and reports those that lead nowhere.
 *
 * <p>The library's own includer passes over a missing file in silence, looks into the class path and opens network
 * connections: in an agent the first is a rule lost without a word, the others are not its to use. A relative path starts
 * at the including file, also in {@code include file(…)}: the working directory of a service is nobody's choice.
 */
final class Includes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private static final String[] EXTENSIONS = {".conf", ".json", ".properties"};

    private final ConfigText including;
    private final Problems problems;

    Includes(ConfigText including, Problems problems) {
        this.including = including;
        this.problems = problems;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String name) {
        File file = locate(name);
        Place place = placeOf(name);
        if (including.open.contains(file)) {
            problems.add(place, "include \"" + name + "\" comes back to a file that is being read");
            return nothing();
        }
        ConfigText.Mention mention = new ConfigText.Mention(place, "include \"" + name + "\": " + file + " ", "");
        return ConfigText.ofFile(file, shownAs(file, name), including.open.and(file), mention, problems)
                .orElseGet(Includes::nothing);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File file) {
        return include(context, file.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL url) {
        problems.add(placeOf(url.toString()), "include url(…) is not followed: the agent reads local files only");
        return nothing();
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String resource) {
        problems.add(placeOf(resource), "include classpath(…) is not followed: the agent reads local files only");
        return nothing();
    }

    private File locate(String name) {
        File exact = relative(name);
        if (!exact.exists()) {
            for (String extension : EXTENSIONS) {
                File extended = relative(name + extension);
                if (extended.exists()) {
                    return extended;
                }
            }
        }
        return exact;
    }

    private File relative(String name) {
        File file = new File(name);
        return file.isAbsolute() ? file : new File(including.directory, name);
    }

    /** As the author of the including file would write it: relative to where that file was named. */
    private String shownAs(File file, String name) {
        String parent = new File(including.shownAs).getParent();
        if (new File(name).isAbsolute() || parent == null) {
            return new File(name).isAbsolute() ? file.getPath() : name;
        }
        return new File(parent, name).getPath();
    }

    /** The line of the include statement, which the library does not tell. */
    private Place placeOf(String name) {
        int line = 1;
        for (String text : including.text.split("\n", -1)) {
            if (text.contains("include") && text.contains('"' + name + '"')) {
                return new Place(including.shownAs, line);
            }
            line++;
        }
        return new Place(including.shownAs, 0);
    }

    private static ConfigObject nothing() {
        return ConfigFactory.parseMap(Collections.emptyMap()).root();
    }
}
