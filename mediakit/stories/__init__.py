from mediakit.stories.finding import *
