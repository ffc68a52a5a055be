package io.phase3.agent.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TypeCheckTest {
    private static final Use[] ANY = Use.values();

    private static String type(String method, String expression) {
        String loaded =
                Call.to(Shop.class, method).compile(expression, Use.TEXT).describe();
        String read = Call.toClassFile(Shop.class, method)
                .compile(expression, Use.TEXT)
                .describe();
        assertThat(read).as("from the class file").isEqualTo(loaded);
        return loaded;
    }

    private static String error(String method, String expression, Use use) {
        ExpressionException loaded = catchThrowableOfType(
                ExpressionException.class, () -> Call.to(Shop.class, method).compile(expression, use));
        ExpressionException read = catchThrowableOfType(
                ExpressionException.class,
                () -> Call.toClassFile(Shop.class, method).compile(expression, use));
        assertThat(loaded).as(expression).isNotNull();
        assertThat(read).as("from the class file").isNotNull().hasMessage(loaded.getMessage());
        assertThat(read.position()).isEqualTo(loaded.position());
        return loaded.getMessage();
    }

    private static String error(String method, String expression) {
        return error(method, expression, Use.TEXT);
    }

    private static String shop(String nested) {
        return Shop.class.getName() + "$" + nested;
    }

    @Nested
    class A_name {
        @Test
        void stands_for_what_the_method_declares() {
            assertThat(type("sell", "arg1")).isEqualTo("number (int)");
            assertThat(type("sell", "arg0")).isEqualTo(shop("Deal"));
            assertThat(type("sell", "result")).isEqualTo(shop("Deal"));
            assertThat(type("sell", "this")).isEqualTo(Shop.class.getName());
            assertThat(type("sell", "error")).isEqualTo("java.lang.Throwable");
            assertThat(type("sell", "error.message")).isEqualTo("text (java.lang.String)");
            assertThat(type("sell", "error.class.simpleName")).isEqualTo("text (java.lang.String)");
            assertThat(type("sell", "arg2")).isEqualTo("known at run time");
        }

        @Test
        void may_be_a_parameters_if_it_was_compiled_in() {
            TypePool pool = new TypePool.Default(
                    TypePool.CacheProvider.Simple.withObjectType(),
                    ClassFileLocator.ForClassLoader.ofSystemLoader(),
                    TypePool.Default.ReaderMode.EXTENDED);
            assertThat(Call.toClassFile(pool, Shop.class, "sell")
                            .compile("deal.rooms * count", Use.NUMBER)
                            .describe())
                    .isEqualTo("number (java.math.BigDecimal)");
        }

        @Test
        void that_is_unknown_is_told_which_there_are() {
            assertThat(error("sell", "urgent"))
                    .isEqualTo("unknown name 'urgent': there are arg0…arg2, this, result, error; "
                            + "a text literal stands in single quotes: 'urgent'");
            assertThat(error("count", "reslt.x"))
                    .isEqualTo("unknown name 'reslt': there are arg0…arg4, result, error – did you mean 'result'?");
            assertThat(error("onLead", "lead"))
                    .isEqualTo("unknown name 'lead': there are arg0, this, error; "
                            + "a text literal stands in single quotes: 'lead'");
        }

        @Test
        void of_an_argument_must_be_within_the_parameters() {
            assertThat(error("sell", "arg3")).isEqualTo("there is no arg3: sell has 3 parameters: arg0…arg2");
            assertThat(error("onLead", "arg99999999999"))
                    .isEqualTo("there is no arg99999999999: onLead has 1 parameter: arg0");
            assertThat(error("later", "arg0")).isEqualTo("there is no arg0: later has no parameters");
        }

        @Test
        void needs_what_the_method_has() {
            assertThat(error("onLead", "result")).isEqualTo("onLead has no 'result': it returns void");
            assertThat(error("never", "result"))
                    .isEqualTo("never has no 'result': it returns "
                            + "java.util.concurrent.CompletableFuture<java.lang.Void>");
            assertThat(error("count", "this")).isEqualTo("count is static: it has no 'this'");
        }
    }

    @Nested
    class A_property {
        @Test
        void has_its_declared_type() {
            assertThat(type("onLead", "arg0.type")).isEqualTo("text (java.lang.String)");
            assertThat(type("onLead", "arg0.active")).isEqualTo("condition");
            assertThat(type("onLead", "arg0.boxed")).isEqualTo("condition");
            assertThat(type("onLead", "arg0.score")).isEqualTo("number (int)");
            assertThat(type("onLead", "arg0.source.length")).isEqualTo("number (int)");
            assertThat(type("onLead", "arg0.URL")).isEqualTo("text (java.lang.String)");
            assertThat(type("onLead", "arg0.androidVersion")).isEqualTo("text (java.lang.String)");
            assertThat(type("onCustomer", "arg0.type")).isEqualTo("text (java.lang.String)");
            assertThat(type("onCustomer", "arg0.age")).isEqualTo("number (int)");
            assertThat(type("onCustomer", "arg0.visits")).isEqualTo("number (long)");
            assertThat(type("onCustomer", "arg0.rating")).isEqualTo("number (double)");
            assertThat(type("sell", "arg0.price.amount")).isEqualTo("number (java.math.BigDecimal)");
            assertThat(type("sell", "arg0.agent")).isEqualTo("text (java.lang.String)");
            assertThat(type("sell", "arg0.status.name")).isEqualTo("text (java.lang.String)");
            assertThat(type("sell", "arg0.status.ordinal")).isEqualTo("number (int)");
            assertThat(type("message", "result.usage.inputTokens")).isEqualTo("number (long)");
            assertThat(type("analyse", "arg0.calls")).isEqualTo("number (java.util.concurrent.atomic.AtomicInteger)");
            assertThat(type("analyse", "arg0.grade")).isEqualTo("text (char)");
            assertThat(type("named", "arg0.class.name")).isEqualTo("text (java.lang.String)");
        }

        @Test
        void that_does_not_exist_is_told_the_nearest_that_does() {
            assertThat(error("onLead", "arg0.tpye"))
                    .isEqualTo(shop("Lead") + " has no property 'tpye' – did you mean 'type'?");
            assertThat(error("onLead", "arg0.url"))
                    .isEqualTo(shop("Lead") + " has no property 'url' – did you mean 'URL'?");
            assertThat(error("sell", "arg0.price.amuont"))
                    .isEqualTo(shop("Money") + " has no property 'amuont' – did you mean 'amount'?");
            assertThat(error("sell", "arg0.price.whatever"))
                    .isEqualTo(shop("Money") + " has no property 'whatever'; it has amount, currency");
            assertThat(error("onLead", "arg0.active.x")).startsWith("boolean has no property 'x'");
            assertThat(error("onLead", "null.x")).isEqualTo("null has no property 'x'");
        }

        @Test
        void is_no_method_that_may_do_more_than_read() {
            assertThat(error("message", "arg0.next")).startsWith(shop("Cursor") + " has no property 'next'");
            assertThat(error("message", "arg1.cancel")).startsWith(shop("Message") + " has no property 'cancel'");
            assertThat(error("onLead", "arg0.close")).startsWith(shop("Lead") + " has no property 'close'");
            assertThat(error("analyse", "arg0.calls.andIncrement")).contains("has no property 'andIncrement'");
        }

        @Test
        void is_neither_static_nor_hidden_nor_void_nor_a_question_that_gives_no_condition() {
            for (String name : new String[] {"shared", "KIND", "hidden", "secret", "nothing", "text"}) {
                assertThat(error("onLead", "arg0." + name)).contains("has no property '" + name + "'");
            }
        }

        @Test
        void points_to_its_name() {
            ExpressionException exception = catchThrowableOfType(
                    ExpressionException.class,
                    () -> Call.to(Shop.class, "onLead").compile("1 + arg0.tpye", Use.TEXT));
            assertThat(exception.position()).isEqualTo(9);
        }
    }

    @Nested
    class A_lenient_property {
        private static final String UNKNOWN = "known at run time";

        @Test
        void has_its_declared_type_if_there_is_one() {
            assertThat(type("onLead", "arg0?.type")).isEqualTo("text (java.lang.String)");
            assertThat(type("sell", "arg0?.price.amount")).isEqualTo("number (java.math.BigDecimal)");
            assertThat(error("onLead", "arg0?.type * 2")).startsWith("'*' needs a number, but arg0?.type is a text");
            assertThat(error("sell", "arg0?.price.amuont")).endsWith("did you mean 'amount'?");
        }

        @Test
        void is_left_to_the_run_time_otherwise() {
            for (String open : new String[] {"arg0?.tpye", "arg0?.tpye.x", "arg0.score?.x", "arg0.type?.x[0]"}) {
                assertThat(type("onLead", open)).as(open).isEqualTo(UNKNOWN);
            }
            assertThat(Call.to(Shop.class, "onLead").compile("arg0?.x * 2 < 3", Use.CONDITION))
                    .isNotNull();
        }
    }

    @Nested
    class Many_values {
        private static final String MANY =
                " stands for many values, which can only be compared: '== x' asks whether any"
                        + " equals, '== null' whether there is none; [0] instead of [*] picks the first";

        @Test
        void have_the_type_of_the_elements() {
            for (String deal : new String[] {"arg0", "arg1", "arg2", "arg3", "arg5", "arg6"}) {
                assertThat(type("list", deal + "[*].id == 'x'")).as(deal).isEqualTo("condition");
                assertThat(error("list", deal + "[*].di == 'x'")).startsWith(shop("Deal") + " has no property 'di'");
                assertThat(error("list", deal + "[*].rooms == 'x'")).startsWith(deal + "[*].rooms can never equal 'x'");
                assertThat(error("list", deal + "[*].status == 'OPNE'")).endsWith("did you mean 'OPEN'?");
            }
            assertThat(type("list", "arg4[*][*] == 1")).isEqualTo("condition");
            assertThat(type("generic", "arg0[*].x == 1")).isEqualTo("condition");
        }

        @Test
        void need_something_that_has_elements() {
            assertThat(error("onLead", "arg0[*] == null"))
                    .isEqualTo("[*] needs a list, an array, a map or another Iterable, but arg0 is " + shop("Lead"));
            assertThat(error("list", "arg0[*].id[*] == 'x'"))
                    .isEqualTo("[*] needs a list, an array, a map or another Iterable, "
                            + "but arg0[*].id is a text (java.lang.String)");
        }

        @Test
        void can_only_be_compared() {
            for (Use use : ANY) {
                assertThat(error("list", "arg0[*].id", use)).isEqualTo("arg0[*].id" + MANY);
            }
            for (String expression : new String[] {
                "arg0[*] + 1",
                "1 * arg0[*]",
                "arg0[*] < 1",
                "-arg0[*]",
                "!arg0[*]",
                "arg0[*] && true",
                "arg0[*] ?? 1",
                "true ? arg0[*] : 1",
                "arg0[*] ? 1 : 2",
                "arg1[0] == null ? 1 : arg0[*]",
                "arg3[0] == arg0[*] && arg1[0] == arg0[*] ?? arg0[*]"
            }) {
                assertThat(error("list", expression)).as(expression).isEqualTo("arg0[*]" + MANY);
            }
        }

        @Test
        void are_compared_with_one_value() {
            assertThat(error("list", "arg1[*] == arg0[*]")).isEqualTo("arg0[*]" + MANY);
            assertThat(error("list", "arg0[*].id != 'x'"))
                    .isEqualTo("'!=' does not say which of the many values of arg0[*].id it means: "
                            + "write !(arg0[*].id == 'x') if none may equal");
        }

        @Test
        void point_to_where_they_stand() {
            ExpressionException exception = catchThrowableOfType(
                    ExpressionException.class, () -> Call.to(Shop.class, "list").compile("1 + arg0[*]", Use.TEXT));
            assertThat(exception.position()).isEqualTo(9);
        }
    }

    @Nested
    class Generics {
        @Test
        void are_followed() {
            for (String deal : new String[] {
                "arg0[0]", "arg1[0]", "arg2.x", "arg2['a b']", "arg3[0]", "arg6[0]", "arg7",
            }) {
                assertThat(type("list", deal)).as(deal).isEqualTo(shop("Deal"));
            }
            assertThat(type("list", "arg4[0][1]")).isEqualTo("number (int)");
            assertThat(type("list", "arg3.length")).isEqualTo("number (int)");
            assertThat(type("list", "arg0.size")).isEqualTo("number (int)");
            assertThat(type("onLead", "arg0.deals.any.price.currency")).isEqualTo("text (java.lang.String)");
            assertThat(type("later", "result.status")).isEqualTo("number (int)");
            assertThat(type("laterStill", "result.status")).isEqualTo("number (int)");
        }

        @Test
        void that_are_open_leave_it_to_the_run_time() {
            for (String open : new String[] {"arg0", "arg0.x", "arg1[0]", "arg2.x.y", "result[0].x"}) {
                assertThat(type("generic", open)).as(open).isEqualTo("known at run time");
            }
        }

        @Test
        void do_not_make_a_list_of_what_is_none() {
            assertThat(error("list", "arg5[0]"))
                    .isEqualTo("[0] needs a list or an array, but arg5 is java.util.Collection<" + shop("Deal") + ">");
            assertThat(error("onLead", "arg0[1]"))
                    .isEqualTo("[1] needs a list or an array, but arg0 is " + shop("Lead"));
        }
    }

    @Nested
    class The_use {
        @Test
        void asks_for_a_kind_of_value() {
            assertThat(error("onLead", "arg0.score", Use.CONDITION))
                    .isEqualTo("the value must be a condition (true or false), but arg0.score is a number (int)");
            assertThat(error("onLead", "arg0.type", Use.NUMBER))
                    .isEqualTo("the value must be a number, but arg0.type is a text (java.lang.String)");
            assertThat(error("onLead", "arg0", Use.NUMBER))
                    .isEqualTo("the value must be a number, but arg0 is " + shop("Lead"));
        }

        @Test
        void takes_texts_out_of_collections_for_numbers() {
            for (String entry :
                    new String[] {"arg0.tags[0]", "arg0.tags[0] ?? 0", "arg0.status == 1 ? arg0.tags[0] : 1"}) {
                assertThat(Call.to(Shop.class, "analyse").compile(entry, Use.NUMBER))
                        .isNotNull();
            }
            assertThat(error("analyse", "arg0.tags[0] ?? 'x'", Use.NUMBER))
                    .isEqualTo("the value must be a number, but 'x' is a text (java.lang.String)");
            assertThat(error("analyse", "arg0.tags[0] == 1")).contains("can never equal");
        }

        @Test
        void asks_each_of_several_choices() {
            assertThat(error("onLead", "arg0.active ? 1 : 'none'", Use.NUMBER))
                    .isEqualTo("the value must be a number, but 'none' is a text (java.lang.String)");
            assertThat(error("onLead", "arg0.active ?? arg0.score", Use.CONDITION))
                    .isEqualTo("the value must be a condition (true or false), but arg0.score is a number (int)");
        }

        @Test
        void is_content_with_what_only_the_run_time_knows() {
            for (Use use : ANY) {
                assertThat(Call.to(Shop.class, "sell").compile("arg2", use)).isNotNull();
                assertThat(Call.to(Shop.class, "sell").compile("arg2 ?? null", use))
                        .isNotNull();
            }
        }
    }

    @Nested
    class An_operator {
        @Test
        void asks_for_a_kind_of_operand() {
            assertThat(error("onLead", "arg0.type * 2"))
                    .isEqualTo("'*' needs a number, but arg0.type is a text (java.lang.String)");
            assertThat(error("onLead", "arg0.active + 2"))
                    .isEqualTo("'+' needs a number, but arg0.active is a condition (true or false)");
            assertThat(error("onLead", "arg0.type < 'b'"))
                    .isEqualTo("'<' needs a number, but arg0.type is a text (java.lang.String)");
            assertThat(error("onLead", "arg0.active && arg0.score"))
                    .isEqualTo("'&&' needs a condition (true or false), but arg0.score is a number (int)");
            assertThat(error("onLead", "!arg0.score"))
                    .isEqualTo("'!' needs a condition (true or false), but arg0.score is a number (int)");
            assertThat(error("onLead", "-arg0.type"))
                    .isEqualTo("'-' needs a number, but arg0.type is a text (java.lang.String)");
            assertThat(error("onLead", "arg0.score ? 1 : 2"))
                    .isEqualTo("before '?' stands a condition (true or false), but arg0.score is a number (int)");
        }

        @Test
        void gives_a_kind_of_value() {
            assertThat(type("onLead", "arg0.score + 1")).isEqualTo("number (java.math.BigDecimal)");
            assertThat(type("onLead", "arg0.score + ' points'")).isEqualTo("text (java.lang.String)");
            assertThat(type("onLead", "arg0.score < 1")).isEqualTo("condition");
            assertThat(type("sell", "arg2 + 1")).isEqualTo("known at run time");
            assertThat(type("sell", "arg2 * 1")).isEqualTo("number (java.math.BigDecimal)");
            assertThat(type("sell", "arg0 ?? result")).isEqualTo(shop("Deal"));
            assertThat(type("onLead", "arg0.active ? arg0.type : null")).isEqualTo("text (java.lang.String)");
            assertThat(type("onLead", "arg0.active ? arg0.type : arg0")).isEqualTo("known at run time");
        }

        @Test
        void does_not_compare_what_can_never_be_equal() {
            assertThat(error("onLead", "arg0.score == '399'"))
                    .isEqualTo("arg0.score can never equal '399': one is a number (int), "
                            + "the other is a text (java.lang.String)");
            assertThat(error("onLead", "arg0 == 'x'")).startsWith("arg0 can never equal 'x': one is " + shop("Lead"));
            assertThat(type("analyse", "arg0.state == 'STARTED'")).isEqualTo("condition");
            assertThat(type("analyse", "arg0.anything == 1")).isEqualTo("condition");
        }

        @Test
        void that_binds_looser_than_it_looks_is_told() {
            assertThat(error("onLead", "arg0.score ?? 0 < 400"))
                    .isEqualTo("'??' binds looser than '<': write (arg0.score ?? 0) < 400");
        }

        @Test
        void compares_an_enum_with_its_constants_only() {
            assertThat(type("sell", "arg0.status == 'OPEN'")).isEqualTo("condition");
            assertThat(error("sell", "arg0.status == 'CLOSD'"))
                    .isEqualTo(shop("Status") + " has no constant 'CLOSD' – did you mean 'CLOSED'?");
            assertThat(error("sell", "'sold by us' != arg0.status"))
                    .isEqualTo(shop("Status") + " has no constant 'sold by us'; it has OPEN, CLOSED");
        }
    }

    @Nested
    class A_class_that_is_missing {
        /** Hides what is named like this from the class path. */
        private final TypePool pool = new TypePool.Default(
                TypePool.CacheProvider.Simple.withObjectType(),
                new ClassFileLocator() {
                    private final ClassFileLocator all = ClassFileLocator.ForClassLoader.ofSystemLoader();

                    @Override
                    public Resolution locate(String name) throws java.io.IOException {
                        return name.endsWith("$Lead") || name.endsWith("$Money")
                                ? new Resolution.Illegal(name)
                                : all.locate(name);
                    }

                    @Override
                    public void close() {}
                },
                TypePool.Default.ReaderMode.FAST);

        private String type(String method, String expression) {
            return Call.toClassFile(pool, Shop.class, method)
                    .compile(expression, Use.TEXT)
                    .describe();
        }

        @Test
        void leaves_its_properties_to_the_run_time() {
            assertThat(type("onLead", "arg0")).isEqualTo("known at run time");
            assertThat(type("onLead", "arg0.tpye")).isEqualTo("known at run time");
            assertThat(type("sell", "arg0.price.amount")).isEqualTo("known at run time");
        }

        @Test
        void leaves_what_its_subclass_inherits_to_the_run_time() {
            assertThat(type("onCustomer", "arg0.age")).isEqualTo("number (int)");
            assertThat(type("onCustomer", "arg0.type")).isEqualTo("known at run time");
        }

        @Test
        void does_not_stop_the_rest() {
            assertThat(type("sell", "arg0.rooms + 1")).isEqualTo("number (java.math.BigDecimal)");
            assertThat(Call.toClassFile(pool, Shop.class, "onLead").compile("arg0.score < 400", Use.CONDITION))
                    .isNotNull();
        }
    }

    @Nested
    class The_layout {
        @Test
        void holds_each_source_once_in_the_order_of_use() {
            Call call = Call.to(Shop.class, "sell");
            call.compile("result.rooms + arg1 + result.rooms", Use.NUMBER);
            call.compile("this", Use.TEXT);
            call.compile("error.message ?? arg1", Use.TEXT);
            assertThat(call.layout.sources()).containsExactly(Source.RESULT, Source.argument(1), Source.RECEIVER);
        }

        @Test
        void is_left_alone_by_an_expression_that_does_not_fit() {
            Call call = Call.to(Shop.class, "sell");
            assertThatThrownBy(() -> call.compile("arg1 + arg0.nothing", Use.NUMBER))
                    .isInstanceOf(ExpressionException.class);
            assertThat(call.layout.sources()).isEmpty();
        }
    }
}
