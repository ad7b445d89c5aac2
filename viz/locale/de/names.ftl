language-nl = auf Niederländisch
language-de = auf Deutsch
language-en = auf Englisch
