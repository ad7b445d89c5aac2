language-nl = in Dutch
language-de = in German
language-en = in English
